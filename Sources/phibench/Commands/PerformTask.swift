import ArgumentParser
import Machine
import Measurement
import Networks

/// `phibench perform-task`: the child's side of a measurement; the parent talks to it in JSON, on
/// standard input and output.
struct PerformTask: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Do a measuring task (for phibench itself).",
    shouldDisplay: false)

  /// A child of this program that does tasks within limits.
  static func child(within limits: ChildLimits) -> ChildProcess {
    let memory = limits.addressSpaceBytes.map { ["--memory-limit", String($0)] } ?? []
    return ChildProcess(arguments: ["perform-task"] + memory, limits: limits)
  }

  /// What measures points, each task in a child of this program, within limits.
  static func measurer(
    _ settings: PointSettings, limits: ChildLimits = ChildLimits(), overcommits: Bool = false,
    countFLOPs: (@Sendable (PointTask) async -> CountedFLOPs?)? = nil
  ) -> PointMeasurer {
    PointMeasurer(
      settings: settings, overcommits: overcommits, memoryLimit: limits.addressSpaceBytes,
      countFLOPs: countFLOPs, perform: child(within: limits).perform)
  }

  /// The answer of a process of its own to a question about a whole network.
  ///
  /// - Throws: `Refusal` or `ChildFailure` if there is none.
  static func reply(to task: NetworkTask) async throws -> NetworkReply {
    let reply: NetworkReply =
      try await ChildProcess(arguments: ["perform-task", "--network"]).perform(task)
    if case .failed(let reason) = reply { throw Refusal(.insufficient, reason) }
    return reply
  }

  @Option(help: "Bytes of address space that a task about a point may map.")
  var memoryLimit: Int?

  @Flag(help: "The task is about a whole network.")
  var network = false

  func run() throws {
    if network {
      try ChildProcess.answer(NetworkTask.self)
    } else {
      try ChildProcess.answer(PointTask.self, within: memoryLimit)
    }
  }
}
