import Analysis
import ArgumentParser
import Foundation
import Machine
import Reporting
import Results

/// `phibench verify`: whether the slides' formulas hold.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put the complexity formulas to the test: counts, bytes and times.",
    usage: "phibench verify [<file.csv>] [<options>]",
    discussion: """
      Counts and bytes must equal their formulas exactly. Times must not grow faster than the \
      formulas: an exponent is judged inside one level of the memory hierarchy, and fails where its \
      95 % interval is nearer to the next whole number. Then come the fits, the claim that matrix \
      products are the bottleneck, and what keeping φ costs and saves.

      Without a file, Benchmarks/verify.yaml is measured first, in some minutes.

      Exits with 0 where all formulas hold, with 1 where one does not, and with 2 where the evidence \
      does not suffice.

      Examples:
        phibench verify
        phibench verify slides.csv --markdown > verified.md
        phibench verify slides.csv --json --strict
      """)

  @Argument(help: ArgumentHelp("Results to judge, as `sweep` writes them.", valueName: "file.csv"))
  var file: String?

  @Flag(help: "Write Markdown, with everything in it.")
  var markdown = false

  @Flag(help: "Write JSON, with everything in it.")
  var json = false

  @Flag(help: "List every exponent without a verdict, every bend and every fit.")
  var all = false

  @Flag(help: "Evidence that does not suffice is a failure.")
  var strict = false

  @Option(
    help: ArgumentHelp("Without a file: keep what is measured here.", valueName: "file.csv"))
  var output: String?

  @Flag(help: "Overwrite an output that exists.")
  var force = false

  @OptionGroup(title: "Machine")
  var machine: MachineOptions

  func validate() throws {
    if markdown && json { throw ValidationError("--markdown and --json exclude each other") }
    if file != nil && output != nil {
      throw ValidationError("--output is for what is measured; there is a file already")
    }
  }

  func run() async throws {
    let verification: Verification
    if let file {
      verification = try Self.judge(file)
    } else {
      let sweep = try VerifySweep(quiet: machine.quiet)
      // Before anything is multiplied: this may replace the process.
      await machine.settleKernel()
      verification = try await sweep.run(output: output, overwrites: force) { try Self.judge($0) }
    }
    let report = VerificationReport(verification, isComplete: all || markdown)
    try Console.write(
      line: json
        ? report.json : markdown ? report.document.markdown : report.document.text(for: .output))
    try requireSuccess(verification.verdict)
  }

  private static func judge(_ path: String) throws -> Verification {
    let file = try ResultsFile(path: path)
    return Verification(of: file, machine: try MachineFile.read(besideCSV: path, of: file.kind))
  }

  private func requireSuccess(_ verdict: Verdict) throws {
    switch verdict {
    case .pass: return
    case .inconclusive where !strict:
      throw Failure(.insufficient, "the evidence does not suffice for every statement")
    case .inconclusive:
      throw Failure(.negative, "the evidence does not suffice for every statement (--strict)")
    case .fail: throw Failure(.negative, "not every statement holds")
    }
  }
}
