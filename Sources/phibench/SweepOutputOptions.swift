import ArgumentParser
import Foundation
import Measurement
import Reporting
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

  @Flag(help: "Measure how fast the machine multiplies and copies, too (two seconds).")
  var rates = false

  @Flag(name: .customLong("no-table"), help: "Show no table at the end.")
  var hidesTable = false

  private var standardOutputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The file that rows go to; none where the table on a terminal is all that is wanted.
  func csvFile() throws(CSVFile.Failure) -> CSVFile? {
    if let output { return try .create(output, overwrites: force) }
    return standardOutputIsTerminal ? nil : try .onStandardOutput()
  }

  /// Writes the machine's facts beside the CSV: x.csv has x.machine.json.
  func write(_ machine: Machine) throws {
    guard let output else { return }
    let csv = URL(fileURLWithPath: output)
    // Beside a device or a pipe there is no place for them.
    let isFile = try? csv.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
    guard isFile ?? false else { return }
    let path = csv.deletingPathExtension().appendingPathExtension("machine.json")
    do {
      try machine.json().write(to: path, options: .atomic)
    } catch {
      throw Failure(.cannotWrite, "\(path.path) cannot be written")
    }
  }

  /// Shows a table: on standard output, or beside it where the CSV goes there.
  func show(_ table: SweepTable) {
    let isOutput = output != nil || standardOutputIsTerminal
    let handle = isOutput ? FileHandle.standardOutput : FileHandle.standardError
    let text = table.text(for: isOutput ? .output : .error)
    handle.write(Data((text + "\n").utf8))
  }
}
