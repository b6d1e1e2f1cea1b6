import Analysis
import ArgumentParser
import Foundation
import Machine
import Measurement
import Reporting
import Results
import Sweeps

/// `phibench verify`: whether the slides' formulas hold.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put the complexity formulas to the test: counts, bytes and times.",
    usage: "phibench verify [<file.csv>] [<options>]",
    discussion: """
      Counts and bytes must equal their formulas exactly. Times must not grow faster than the \
      formulas: the exponents of all parameters come from one regression per strategy, operation \
      and conditions, and one fails if its interval lies above the slide's whole number + ½; the \
      intervals of a report hold together, at 99 %. Then come the fits, the claim that matrix \
      products are the bottleneck, and what keeping φ costs and saves.

      Without a file, Benchmarks/verify.yaml, which is part of the program, is measured first, in \
      three minutes.

      Exits with 0 if all formulas hold, with 1 if one does not, and with 2 if the evidence \
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

  @Flag(help: "List every exponent without a verdict, and every share.")
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
    let dataset: Dataset
    if let file {
      dataset = try Self.read(file)
    } else {
      let definition = try Self.definition()
      // Before anything is multiplied: this may replace the process.
      await machine.settleKernel()
      if let output {
        try AtomicFile.requirePossible(output, endings: SweepOutputOptions.endings)
        try await measure(definition, into: output)
        dataset = try Self.read(output)
      } else {
        let folder = try PrivateFolder()
        let csv = folder.file("verify.csv").path
        try await measure(definition, into: csv)
        dataset = try Self.read(csv)
      }
    }
    let verification = Verification(of: dataset)
    let report = VerificationReport(
      verification, issues: dataset.issues, isComplete: all || markdown)
    try Console.write(
      line: json
        ? report.json() : markdown ? report.document.markdown : report.document.text(for: .output))
    try requireSuccess(verification.verdict)
  }

  /// The measurements of a file; facts beside it that are no machine's are no small matter here.
  private static func read(_ path: String) throws -> Dataset {
    let dataset = try Dataset(path: path)
    for issue in dataset.issues {
      guard case .foreignFacts(_, let kind) = issue else { continue }
      if kind == nil { throw Refusal(.data, issue.sentence) }
      Console.note(issue.sentence)
    }
    return dataset
  }

  /// Benchmarks/verify.yaml, which is compiled into the program, wherever it is installed.
  static func definition() throws -> SweepDefinition {
    try SweepDefinition(
      yaml: String(decoding: PackageResources.verify_yaml, as: UTF8.self), file: "verify.yaml")
  }

  /// Sweeps a definition into a CSV, with the machine's rates in the same run.
  private func measure(_ definition: SweepDefinition, into csv: String) async throws {
    try await Interruption.cancelling { [force, quiet = machine.quiet] in
      let plan = try SweepPlan(definition)
      try MachineOptions.require(threads: plan.ownPoints.map(\.workload.threads).max() ?? 1)
      let facts = try await Machine.facts(version: Phibench.version, rates: true)
      let run = SweepRun(
        plan: plan,
        measurer: PerformTask.measurer(
          PointSettings(seed: definition.seed, sampling: definition.sampling, machine: facts)),
        machine: facts, output: .file(SweepFiles(csv: csv), force ? .overwriting : .new))
      try await run.measureShowing(quiet: quiet).tally.requireSuccess(unless: true)
    }
  }

  private func requireSuccess(_ verdict: Verdict) throws {
    switch verdict {
    case .pass: return
    case .inconclusive where !strict:
      throw Refusal(.insufficient, "the evidence does not suffice for every statement")
    case .inconclusive:
      throw Refusal(.negative, "the evidence does not suffice for every statement (--strict)")
    case .fail: throw Refusal(.negative, "not every statement holds")
    }
  }
}
