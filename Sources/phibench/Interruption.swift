import Dispatch
import Glibc
import Machine
import Synchronization

/// Ctrl-C, SIGTERM and a terminal that goes away: the first ends the work in order, the second at
/// once.
///
/// What comes together with the first is no second one: `timeout` signals a process and then its
/// group, which is the same process again.
enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  /// Nobody decides anew within this.
  private static let together = Duration.milliseconds(300)

  /// Lets the first signal end the program at once, with design's status: what there is no work to leave
  /// in order for.
  static func endAtOnce() {
    endAtOnce(signals.filter(isHeeded))
  }

  private static func endAtOnce(_ signals: [Int32]) {
    for number in signals { signal(number) { _ in _exit(Refusal.Kind.interrupted.exitStatus) } }
  }

  /// Does work that is cancelled, as a task, by the first signal.
  ///
  /// A signal that the program was started to ignore, as `nohup` does, stays ignored. Children see
  /// to their end themselves where the program ends at once: they hang on a pipe. The work leaves what it
  /// did in order where it is cancelled.
  ///
  /// - Parameters:
  ///   - grace: after which the program ends all the same; `nil` for work that hears of it at once, and
  ///     must be left to put things in order.
  ///   - work: what is done.
  /// - Returns: what it returns.
  /// - Throws: what it throws.
  static func cancelling<Value: Sendable>(
    within grace: Duration? = nil, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task(operation: work)
    let first = Mutex<ContinuousClock.Instant?>(nil)
    let heeded = signals.filter(isHeeded)
    let sources = heeded.map { number in
      // The source hears what the program itself ignores.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        let now = ContinuousClock.now
        let passed = first.withLock { first in
          defer { first = first ?? now }
          return first.map { now - $0 }
        }
        switch passed {
        case nil:
          task.cancel()
          guard let grace else { break }
          DispatchQueue.global().asyncAfter(deadline: .now() + grace / .seconds(1)) {
            _exit(Refusal.Kind.interrupted.exitStatus)
          }
        case let passed? where passed < together: break
        default: _exit(Refusal.Kind.interrupted.exitStatus)
        }
      }
      source.resume()
      return source
    }
    defer {
      sources.forEach { $0.cancel() }
      // Where the program is on its way out, another signal is not to change its status.
      if !task.isCancelled { endAtOnce(heeded) }
    }
    return try await task.value
  }

  private static func isHeeded(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    return action.__sigaction_handler.sa_handler.map { unsafeBitCast($0, to: Int.self) } != 1
  }
}
