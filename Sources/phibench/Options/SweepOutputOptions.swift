import ArgumentParser
import Machine
import Reporting
import Results
import Sweeps

/// The options that say where a sweep's results go.
struct SweepOutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The CSV; without it, standard output unless that is a terminal.", valueName: "file.csv"))
  var output: String?

  @Flag(help: "Overwrite an output that exists.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "Continue an output that was interrupted; begin if there is none.",
      discussion: """
        Sessions that the same command has measured stay, and what rounds are missing is added. The \
        file must be of the same sweep, columns, kind of machine and build of phibench. \
        =force continues what another build began, but never what another kind of machine did; \
        =failed measures the points again at which a strategy failed or was skipped.
        """, valueName: "force|failed"))
  var resume: SweepFiles.Continuing?

  @Option(
    help: ArgumentHelp(
      "Measure only the I-th of N parts (1/N to N/N) that take about as long; merge puts them together.",
      valueName: "i/n"))
  var shard: Shard?

  @Flag(help: "List the points, and measure nothing.")
  var dryRun = false

  @Flag(
    name: .customLong("columns"),
    help: "List the CSV's columns and what they say, and measure nothing.")
  var listsColumns = false

  @Flag(help: "Exit with 0 although measurements failed or were skipped.")
  var keepGoing = false

  @Flag(help: "Measure how fast the machine multiplies and copies, too (two seconds).")
  var rates = false

  @Flag(name: .customLong("no-table"), help: "Show no table at the end.")
  var hidesTable = false

  func validate() throws {
    guard resume != nil else { return }
    if force { throw ValidationError("--resume and --force contradict each other") }
    if output == nil { throw ValidationError("--resume needs --output") }
  }

  /// Makes sure that all files can come into being.
  ///
  /// - Throws: `Refusal`.
  func requirePossible() throws(Refusal) {
    guard let output else { return }
    try AtomicFile.requirePossible(output, endings: Self.endings)
  }

  /// Of the files beside a CSV.
  static let endings = [".sweep.json", ".machine.json", ".sessions.csv"]

  /// Where rows go; nowhere if the table on a terminal is all that is wanted.
  var destination: SweepRun.Output {
    guard let output else { return Console.outputIsTerminal ? .nowhere : .standardOutput }
    return .file(
      SweepFiles(csv: output),
      resume.map { .continuing($0) } ?? (force ? .overwriting : .new))
  }

  /// The command that continues a sweep that was interrupted; `nil` if nothing does: a pipe cannot be
  /// continued.
  var continuation: String? {
    guard let output, !SweepFiles(csv: output).isDevice else { return nil }
    let arguments = ((try? ThisProcess.arguments()) ?? []).filter { $0 != "--force" }
    return (arguments + (resume == nil ? ["--resume"] : [])).map(Console.quoted)
      .joined(separator: " ")
  }

  func showColumns() throws {
    let table = Table(Column.all, [.left("") { $0.name }, .left("") { $0.meaning }])
    try Console.write(line: table.text(for: .output))
  }

  /// Shows a report: on standard output, or on standard error if the CSV goes to standard output.
  func show(_ document: Document) throws {
    if output != nil || Console.outputIsTerminal {
      try Console.write(line: document.text(for: .output))
    } else {
      Console.say(document.text(for: .error) + "\n")
    }
  }
}

extension SweepFiles.Continuing: ExpressibleByArgument {
  /// Those to write; without one the option means ``own``.
  package static let allValueStrings = [ofAnyBuild.rawValue, butFailed.rawValue]
}

extension Shard: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
