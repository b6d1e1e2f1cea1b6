import Reporting

/// One line on standard error that says how far long work is; silent if that is no terminal.
struct Progress {
  private let total: Int
  private let start = ContinuousClock.now
  private let isShown: Bool

  /// - Parameters:
  ///   - total: pieces of work.
  ///   - quiet: whether the user wants none.
  init(total: Int, quiet: Bool) {
    self.total = total
    isShown = !quiet && Console.errorIsTerminal
  }

  /// Shows what is done, what comes next, and about how long the rest will take.
  ///
  /// - Parameters:
  ///   - done: pieces that are done.
  ///   - before: how many of them were done before the clock started.
  ///   - next: the piece that begins.
  func show(done: Int, before: Int = 0, next: String) {
    guard isShown else { return }
    var line = "[\(done + 1)/\(total)] \(next.withoutControls)"
    if let left = left(done: done, before: before, after: ContinuousClock.now - start) {
      line += " · \(Self.clock(left)) left"
    }
    Console.say("\r\u{1B}[K" + String(line.prefix((Terminal.error.columns ?? line.count + 1) - 1)))
  }

  /// About how long the rest will take.
  ///
  /// - Parameters:
  ///   - done: pieces that are done, those from before included.
  ///   - before: pieces that say nothing about how long the rest takes.
  ///   - elapsed: the time that those since then took.
  /// - Returns: the time; `nil` before anything was done.
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
