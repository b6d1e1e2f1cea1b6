import Reporting

/// One line on standard error that says how far long work is; silent where that is no terminal.
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
  func show(done: Int, next: String) {
    guard isShown else { return }
    var line = "[\(done + 1)/\(total)] \(next.withoutControls)"
    if done > 0 {
      let left = (ContinuousClock.now - start) / done * (total - done)
      line += " · \(Self.clock(left)) left"
    }
    Console.say("\r\u{1B}[K" + String(line.prefix((Terminal.error.columns ?? line.count + 1) - 1)))
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
