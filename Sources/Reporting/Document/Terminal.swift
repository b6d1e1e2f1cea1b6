import Foundation

/// What text is written to: how wide it is, and whether it shows colours.
package struct Terminal: Hashable, Sendable {
  /// Columns that a line may take; `nil` if lines may be as long as they like: in a file or a
  /// pipe.
  package let columns: Int?
  /// Whether text may be coloured.
  package let hasColour: Bool

  /// Neither a limit nor colours: a file, a pipe, a test.
  package static let plain = Terminal(columns: nil, hasColour: false)

  /// What standard output is.
  package static var output: Terminal { Terminal(descriptor: STDOUT_FILENO) }

  /// What standard error is.
  package static var error: Terminal { Terminal(descriptor: STDERR_FILENO) }

  /// A terminal as described.
  package init(columns: Int?, hasColour: Bool) {
    self.columns = columns
    self.hasColour = hasColour
  }

  /// What a file descriptor leads to.
  ///
  /// Colours need a terminal that is not `dumb`, and that `NO_COLOR` is unset or empty
  /// (no-color.org).
  ///
  /// - Parameters:
  ///   - descriptor: an open one.
  ///   - environment: where `NO_COLOR`, `TERM` and `COLUMNS` stand.
  package init(
    descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    guard isatty(descriptor) == 1 else {
      self = .plain
      return
    }
    var size = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let told = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    columns = isKnown ? Int(size.ws_col) : told ?? Self.usualColumns
    hasColour = environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }

  /// The width of a terminal that does not tell.
  private static let usualColumns = 80

  /// Text in a style, if this terminal shows any.
  package func styled(_ text: String, _ style: TextStyle) -> String {
    guard hasColour, let code = style.code, !text.isEmpty else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  /// Prose, its lines broken between words where they would not fit. What a terminal would obey is
  /// made visible instead.
  package func wrapped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).withoutControls }
      .flatMap { line in columns.map { line.broken(intoLinesOf: $0) } ?? [line] }
      .joined(separator: "\n")
  }

  /// A name, in a style, and from some column on what is said about it, which is wrapped there.
  package func entry(
    _ name: String, _ text: String, at column: Int, style: TextStyle = .plain
  ) -> String {
    let name = name.withoutControls
    let gap = String(repeating: " ", count: max(column - name.count, 1))
    let indent = name.count + gap.count
    if let columns, columns <= indent { return wrapped(name + gap + text) }
    return styled(name, style) + gap
      + text.withoutControls.broken(intoLinesOf: columns.map { $0 - indent } ?? .max)
      .joined(separator: "\n" + String(repeating: " ", count: indent))
  }
}
