import Foundation

/// What text is written to: how wide it is, and whether it shows colours.
package struct Terminal: Hashable, Sendable {
  /// Columns that a line may take; `nil` if lines may be as long as they like: in a file or a
  /// pipe.
  package let columns: Int?
  package let hasColour: Bool
  /// Whether a line may be written anew in its place.
  package let rewritesLines: Bool

  /// Neither a limit nor colours: a file, a pipe, a test.
  package static let plain = Terminal(columns: nil, hasColour: false)

  package static var output: Terminal { Terminal(descriptor: STDOUT_FILENO) }
  package static var error: Terminal { Terminal(descriptor: STDERR_FILENO) }

  package init(columns: Int?, hasColour: Bool, rewritesLines: Bool = false) {
    self.columns = columns
    self.hasColour = hasColour
    self.rewritesLines = rewritesLines
  }

  /// What a file descriptor leads to.
  ///
  /// Escape sequences need a terminal that `TERM` names, and not as `dumb`; colours, that `NO_COLOR` is
  /// unset or empty (no-color.org), too.
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
    columns = isKnown ? Int(size.ws_col) : told ?? 80
    rewritesLines = !["", "dumb"].contains(environment["TERM", default: ""])
    hasColour = rewritesLines && environment["NO_COLOR", default: ""].isEmpty
  }

  /// Text in a style, if this terminal shows any.
  package func styled(_ text: String, _ style: TextStyle) -> String {
    guard hasColour, style != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
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
