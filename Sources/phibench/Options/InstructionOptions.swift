import ArgumentParser
import Convolution
import Machine
import Measurement
import Reporting

/// The options that have FLOPs counted by the instruction.
struct InstructionOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Count FLOPs by the instruction too, in emulated processes.",
      discussion: "QEMU (qemu-user) runs a build by make emulated, on which the whole sweep runs."))
  var countInstructions = false

  @Option(
    help: ArgumentHelp(
      "The most seconds to emulate a strategy at a point; larger ones are not counted. (default: 60)",
      valueName: "seconds"))
  var emulationLimit: Double?

  private var limit: Double { emulationLimit ?? 60 }

  func validate() throws {
    if emulationLimit != nil, !countInstructions {
      throw ValidationError("--emulation-limit is for --count-instructions")
    }
  }

  /// Refuses a limit of no use.
  func requireLimit() throws(Refusal) {
    try Refusal.requirePositive(
      "--emulation-limit", emulationLimit, atMost: Sampling.largestBudget)
  }

  /// What counts, for some points, the instructions of a child that does a task and no more; `nil` where
  /// nobody asks for it or it cannot be. Who asked is told why, and what is too large.
  func count(
    within limits: ChildLimits, at points: [Point], by strategies: [any BackwardStrategy],
    quiet: Bool
  ) async -> (@Sendable (PointTask) async -> CountedFLOPs?)? {
    let note: @Sendable (String) -> Void = { if !quiet { Console.note($0) } }
    guard countInstructions, let counter = await Self.counter(note: note) else { return nil }
    refusals(points, by: strategies).forEach(note)
    // Ten times the limit, and some minutes: what a task allows itself is for a processor that is there.
    var limits = limits
    limits.seconds = limits.seconds ?? PredictedTime.limitSeconds(workSeconds: limit / 10)
    let child = PerformTask.child(within: limits)
    return { [limit] task in
      let isTooLarge = task.strategies.compactMap(\.method).contains {
        PredictedTime.emulationSeconds(of: task.point.workload, by: $0) > limit
      }
      if isTooLarge { return nil }
      do throws(CounterFailure) {
        return try await task.emulatedFLOPs(by: child, counter: counter)
      } catch {
        note("not counted by the instruction: \(task.point.label): \(error)")
        return nil
      }
    }
  }

  /// What counts instructions, if it can; `note` is told why not, and of a kernel that was overridden.
  static func counter(note: (String) -> Void) async -> InstructionCounter? {
    let counter = InstructionCounter()
    if let reason = await counter.availability(arguments: ["--version"]).reason {
      note("FLOPs are not counted by the instruction: \(reason)")
      return nil
    }
    if let overridden = counter.kernel.overridden {
      note(
        "FLOPs are counted by the instruction with OpenBLAS's kernel \(counter.kernel.name): "
          + "\(overridden), which \(BLASKernel.variable) names, does not run on the emulated "
          + "processor")
    }
    return counter
  }

  /// What is too large to be emulated: a sentence without a full stop for each point.
  private func refusals(_ points: [Point], by strategies: [any BackwardStrategy]) -> [String] {
    points.compactMap { point in
      let times = strategies.map { strategy in
        (
          name: strategy.name,
          seconds: PredictedTime.emulationSeconds(of: point.workload, by: strategy)
        )
      }.filter { $0.seconds > limit }
      guard let longest = times.map(\.seconds).max() else { return nil }
      return "not counted by the instruction: \(point.label): \(Units.time(longest)) of emulation, "
        + "by \(times.map(\.name).joined(separator: ", ")), is more than --emulation-limit "
        + "\(Units.time(limit))"
    }
  }
}
