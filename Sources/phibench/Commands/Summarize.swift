import ArgumentParser
import Machine
import Results
import Sweeps

/// `phibench summarize`: derives a sweep's CSV from its sessions once more.
struct Summarize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Derive x.csv anew from x.sessions.csv.",
    usage: "phibench summarize <file.sessions.csv> [<options>]",
    discussion: """
      A sweep does so after every round; this does it where a sweep was killed, or where the CSV was \
      lost or changed. Beside the sessions must stand x.sweep.json and x.machine.json. Exits with 2 if \
      measurements failed or were skipped, unless --keep-going.

      Example:
        phibench summarize slides.sessions.csv
      """)

  @Argument(help: ArgumentHelp("The sessions.", valueName: "file.sessions.csv"))
  var sessions: String

  @Flag(help: "Exit with 0 although measurements failed or were skipped.")
  var keepGoing = false

  func run() throws {
    guard let files = SweepFiles(sessions: sessions) else {
      throw Refusal(
        .usage, "\(sessions) is not called x.sessions.csv, as a sweep calls its sessions")
    }
    // Before anybody complains about what stands beside it.
    _ = try CSVReader(path: sessions)
    try files.summarize(try files.readSweep())
    try SweepTally(try Dataset(path: files.csv)).requireSuccess(unless: keepGoing)
  }
}
