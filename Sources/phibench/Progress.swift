import Reporting

/// One line on standard error that says how far long work is; silent if that is no
/// terminal, or one that cannot write a line anew.
struct Progress {
  private let total: Int
  private let start = ContinuousClock.now
  private let isShown: Bool

  /// The progress of so many pieces of work.
  init(total: Int, quiet: Bool) {
    self.total = total
    isShown = !quiet && Terminal.error.rewritesLines
  }

  /// Shows what is done, some of it before the clock started, what comes next, and about how long the
  /// rest will take.
  func show(done: Int, before: Int = 0, total: Int? = nil, next: String) {
    guard isShown else { return }
    var line = "[\(done + 1)/\(max(total ?? self.total, done + 1))] \(next.withoutControls)"
    if let left = left(done: done, before: before, after: ContinuousClock.now - start) {
      line += " · \(Self.clock(left)) left"
    }
    Console.say("\r\u{1B}[K" + String(line.prefix((Terminal.error.columns ?? line.count + 1) - 1)))
  }

  /// About how long the rest will take, if what was not done before took so long; `nil` if all was done
  /// before.
  func left(done: Int, before: Int = 0, after elapsed: Duration) -> Duration? {
    done > before ? elapsed / (done - before) * (total - done) : nil
  }

  /// Clears the line.
  func end() {
    guard isShown else { return }
    Console.say("\r\u{1B}[K")
  }

  private static func clock(_ duration: Duration) -> String {
    let seconds = Int(duration / .seconds(1))
    return seconds < 60 ? "\(seconds) s" : "\((seconds + 30) / 60) min"
  }
}
