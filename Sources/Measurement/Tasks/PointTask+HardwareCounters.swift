import Machine

extension PointTask {
  /// The FLOPs that a child executes for this task, from its start to its end, as the processor's
  /// counters see them; `nil` where they cannot be read.
  package func hardwareFLOPs(by child: ChildProcess) async -> Int? {
    let counted = await HardwareCounters.flops(by: child) { watched in
      if case .failed(let reason) = try await watched.perform(self) { reason } else { nil }
    }
    return try? counted.get()
  }
}
