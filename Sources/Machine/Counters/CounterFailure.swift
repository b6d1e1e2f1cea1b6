/// Why hardware counters gave no number of FLOPs.
package enum CounterFailure: Error, Hashable, Sendable, Codable {
  /// There is no `perf` to ask.
  case perfNotInstalled
  /// It is not known which events count FLOPs on this maker's processors.
  case unknownProcessor(vendor: String?)
  /// The machine has no hardware counters, or a virtual machine does not pass them on.
  case noCounters
  /// `perf` does not know the event on this processor.
  case unknownEvent(String)
  /// The machine has no such counter, or a virtual machine does not pass it on, so `perf` says.
  case notSupported(event: String)
  /// The counter did not run, as when the child ended at once or others use it.
  case notCounted(event: String)
  /// The counter ran for a part of the time only, and `perf` extrapolated.
  case extrapolated(event: String, percentCounted: Double)
  /// `perf` may not count, by /proc/sys/kernel/perf_event_paranoid.
  case notPermitted
  /// `perf` or the child failed; the last line that it wrote.
  case childFailed(message: String)
  /// `perf` wrote something other than its documented format.
  case unreadable(line: String)
}

extension CounterFailure: CustomStringConvertible {
  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .perfNotInstalled:
      "perf is not installed"
    case .unknownProcessor(let vendor):
      "no event is known that counts the FLOPs of \(vendor.map { "a processor by \($0)" } ?? "this processor")"
    case .noCounters:
      "the machine has no hardware counters that perf could read"
    case .unknownEvent(let event):
      "perf does not know \(event) on this processor"
    case .notSupported(let event):
      "the machine does not support \(event)"
    case .notCounted(let event):
      "\(event) was not counted"
    case .extrapolated(let event, let percent):
      "\(event) was counted for \(percent) % of the time only"
    case .notPermitted:
      "perf is not permitted to count (kernel.perf_event_paranoid)"
    case .childFailed(let message):
      "the run under perf failed: \(message)"
    case .unreadable(let line):
      "perf wrote a line that is not understood: \(line)"
    }
  }
}
