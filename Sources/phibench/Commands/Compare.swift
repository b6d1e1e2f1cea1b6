import Analysis
import ArgumentParser
import Machine
import Measurement
import Reporting
import Results

/// `phibench compare`: what got slower or larger.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare two runs, point by point: what got slower or larger.",
    usage: "phibench compare <old.csv> <new.csv> [<options>]",
    discussion: """
      The machine and the code are told apart: a strategy is slower (or faster) if it moved by more than \
      the threshold in relation to the others of the same sessions, and chance does not explain that, all \
      statements taken together (Holm, 1 %); same if the whole interval is within the threshold. What all \
      strategies at a point moved together, and further than the yardsticks of their sessions, is the \
      machine, or code that all share: together. All else is undecided. Of files without sessions only \
      ratios convict, no absolute times. Bytes are compared exactly.

      Exits with 1 if something takes more time or memory, or was attempted and failed. Else with 2 \
      if the evidence does not suffice: no time is decided, strategies moved together, an undecided one is \
      slower by more than the threshold, were it alone, or the new run lacks or skipped what the old one \
      has. Else with 0: nothing got worse.

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
      "How far a time may move and still count as the same, as in 5% or 0.05; from 1 on with the sign.",
      valueName: "part"))
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
    let comparison = ResultsComparison(
      old: try Dataset(path: old), new: try Dataset(path: new), threshold: threshold.part,
      allOperations: operations)
    let report = ComparisonReport(comparison)
    try Console.write(
      line: json
        ? report.json()
        : markdown
          ? report.document(mostRows: ComparisonReport.mostInComment).markdown
          : report.document().text(for: .output))
    try requireSuccess(comparison)
  }

  private func requireSuccess(_ comparison: ResultsComparison) throws(Refusal) {
    guard comparison.hasCommon else {
      throw Refusal(.insufficient, "no measurement is both in \(old) and in \(new)")
    }
    let all = Units.count(comparison.steps.count, "comparison")
    let worse = comparison.steps.count(where: \.isWorse)
    if worse > 0 { throw Refusal(.negative, "\(worse) of \(all) got worse") }
    guard !comparison.isConclusive else { return }
    let undecided = "\(comparison.count(.undecided)) of \(all) undecided"
    let lacking = comparison.steps.count(where: \.lacksMemory)
    let reason =
      if comparison.count(.together) > 0 {
        "\(comparison.count(.together)) of \(all) moved together, further than the yardsticks: the "
          + "machine, or code that all strategies share"
      } else if comparison.suspects > 0 {
        "\(undecided), \(comparison.suspects) of them slower by more than the threshold"
      } else if !comparison.steps.contains(where: \.isDecided) {
        "\(undecided), and no other one is about a time"
      } else if comparison.missing > 0 {
        "\(new) lacks \(Units.count(comparison.missing, "measurement")) of \(old)"
      } else {
        "\(new) lacks the bytes of \(Units.count(lacking, "measurement")) of \(old)"
      }
    throw Refusal(.insufficient, reason)
  }
}

/// A part of a whole on the command line: 5% or 0.05; 1 and above only with the sign, so that nobody
/// who means 5% asks for 500%.
struct Percentage: ExpressibleByArgument {
  let part: Double

  init(part: Double) {
    self.part = part
  }

  init?(argument: String) {
    let isPercent = argument.hasSuffix("%")
    guard let value = Double(decimal: isPercent ? String(argument.dropLast()) : argument),
      value.isFinite,
      value >= 0, isPercent || value < 1
    else { return nil }
    part = isPercent ? value / 100 : value
  }

  var defaultValueDescription: String { Units.percent(part, decimals: 0) }
}
