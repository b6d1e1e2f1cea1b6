import ArgumentParser
import Reporting

/// `phibench compare`: what got slower or larger.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare two runs, point by point: what got slower or larger.",
    discussion: """
      A time is slower (or faster) where the 95 % interval of its ratio to the old one leaves out \
      1 and the ratio is beyond the threshold; same where the whole interval is within the \
      threshold; else unknown. Bytes are compared exactly.

      Exits with 0 where nothing got worse, with 1 where something takes more time or memory or is \
      not measured any more, and with 2 where no measurement is in both files.

      Examples:
        phibench compare before.csv after.csv
        phibench compare before.csv after.csv --threshold 10% --operations
        phibench compare before.csv after.csv --markdown > comment.md
      """)

  @Argument(help: ArgumentHelp("The run that was.", valueName: "old.csv"))
  var old: String

  @Argument(help: ArgumentHelp("The run that is.", valueName: "new.csv"))
  var new: String

  @Option(
    help: ArgumentHelp(
      "How far a time may move and still count as the same, as in 5% or 0.05.", valueName: "part"))
  var threshold = Percentage(part: 0.05)

  @Flag(help: "Compare every operation, not only whole steps.")
  var operations = false

  @Flag(help: "Write Markdown, for a pull request.")
  var markdown = false

  @Flag(help: "Write JSON.")
  var json = false

  func validate() throws {
    if markdown && json { throw ValidationError("--markdown and --json exclude each other") }
  }

  func run() throws {
    let comparison = try ResultsComparison(
      old: old, new: new, threshold: threshold.part, allOperations: operations)
    let report = ComparisonReport(comparison)
    try Console.write(
      line: json ? report.json : markdown ? report.markdown : report.text(for: .output))
    guard comparison.isConclusive else {
      throw Failure(.insufficient, "no measurement is both in \(old) and in \(new)")
    }
    let worse = comparison.steps.count(where: \.isWorse)
    if worse > 0 {
      throw Failure(.negative, "\(worse) of \(comparison.steps.count) comparisons got worse")
    }
  }
}

/// A part of a whole on the command line: 5% or 0.05.
struct Percentage: ExpressibleByArgument {
  let part: Double

  init(part: Double) {
    self.part = part
  }

  init?(argument: String) {
    let isPercent = argument.hasSuffix("%")
    guard let value = Double(isPercent ? String(argument.dropLast()) : argument), value.isFinite,
      value >= 0
    else { return nil }
    part = isPercent ? value / 100 : value
  }

  var defaultValueDescription: String { Units.percent(part, decimals: 0) }
}
