import ArgumentParser
import Foundation
import Sweeps

/// The options that say where a sweep's results go.
struct SweepOutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The CSV; without it, standard output unless that is a terminal.", valueName: "file.csv"))
  var output: String?

  @Flag(help: "Overwrite an output that exists.")
  var force = false

  @Flag(help: "List the points, and measure nothing.")
  var dryRun = false

  @Flag(help: "Show neither progress nor the table.")
  var quiet = false

  private var standardOutputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The file that rows go to; none where the table on a terminal is all that is wanted.
  func csvFile() throws(CSVFile.Failure) -> CSVFile? {
    if let output { return try .create(output, overwrites: force) }
    return standardOutputIsTerminal ? nil : try .onStandardOutput()
  }

  /// Shows a table: on standard output, or beside it where the CSV goes there.
  func show(_ table: String) {
    let handle =
      output != nil || standardOutputIsTerminal
      ? FileHandle.standardOutput : FileHandle.standardError
    handle.write(Data((table + "\n").utf8))
  }
}
