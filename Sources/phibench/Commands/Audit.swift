import Analysis
import ArgumentParser
import Convolution
import Correctness
import Machine
import Measurement
import Reporting
import Sweeps

/// `phibench audit`: the FLOPs of a definition's points, counted by four that know nothing of each other;
/// for `make audit`.
struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Count FLOPs by four ways side by side (for make audit).", shouldDisplay: false)

  @Argument(help: ArgumentHelp("A sweep definition.", valueName: "file.yaml"))
  var file: String

  @Flag(help: "Write Markdown.")
  var markdown = false

  func run() async throws {
    try await Interruption.cancelling { try await audit() }
  }

  private func audit() async throws {
    let definition = try Input.sweepDefinition(file)
    let counter = InstructionCounter()
    if let reason = await counter.availability(arguments: ["--version"]).reason {
      throw Refusal(.insufficient, reason)
    }
    let facts = try await Machine.facts(version: Phibench.version, rates: false)
    let child = PerformTask.child(within: ChildLimits())
    let measurer = PerformTask.measurer(
      PointSettings(seed: definition.seed, sampling: definition.sampling, machine: facts),
      countFLOPs: { task in
        do throws(CounterFailure) {
          return try await task.emulatedFLOPs(by: child, counter: counter)
        } catch {
          Console.note("\(task.point.label): \(error)")
          return nil
        }
      })
    var steps: [AuditedStep] = []
    for point in try definition.points() {
      for strategy in try StrategyList.named(definition.strategies) {
        steps.append(try await step(of: strategy, at: point, measurer))
      }
    }
    let report = AuditReport(steps)
    try Console.write(
      line: markdown ? report.document.markdown : report.document.text(for: .output))
    if !report.contradictions.isEmpty { throw Refusal(.negative, "the counts do not fit together") }
  }

  private func step(
    of strategy: any BackwardStrategy, at point: Point, _ measurer: PointMeasurer
  ) async throws -> AuditedStep {
    guard
      let instructions = await measurer.hardwareFLOPs(of: strategy, at: point)?.instructions
    else {
      try Task.checkCancellation()
      throw Refusal(.insufficient, "\(strategy.name) was not counted at \(point.label)")
    }
    let accounts = try StepAccounts.take(
      of: point.workload, by: strategy, inputs: InputSource(seed: measurer.settings.seed))
    return AuditedStep(
      point: point, strategy: strategy, trips: accounts.counts[.step]?.flops ?? 0,
      scalar: try CountingScalar.step(of: point.workload, by: strategy).counts.flops,
      instructions: instructions)
  }
}
