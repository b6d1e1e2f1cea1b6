/// Why hardware counters gave no number of FLOPs.
package enum CounterFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// `perf` does not know the event on this processor.
  case unknownEvent(String)
  /// The machine has no such counter, or a virtual machine does not pass it on, so `perf` says.
  case notSupported(event: String)
  /// Anything else: one clear sentence without a full stop.
  case other(String)

  /// The counter did not run, as when the child ended at once or others use it.
  static func notCounted(event: String) -> Self { .other("\(event) was not counted") }

  /// `perf` wrote something other than its documented format.
  static func unreadable(line: String) -> Self {
    .other("perf wrote a line that is not understood: \(line)")
  }

  /// `perf` or the child failed; the last line that it wrote.
  static func childFailed(message: String) -> Self {
    .other("the run under perf failed: \(message)")
  }

  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .unknownEvent(let event): "perf does not know \(event) on this processor"
    case .notSupported(let event): "the machine does not support \(event)"
    case .other(let sentence): sentence
    }
  }
}
