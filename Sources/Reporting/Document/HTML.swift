import Results

/// A piece of a page. Text becomes part of it only by way of ``text(_:)``, which escapes: nothing
/// that stands in a file can become markup.
package struct HTML: Sendable {
  /// The markup; well-formed as XML, too.
  package let markup: String

  /// Markup that is known to be well-formed.
  init(trusted markup: String) {
    self.markup = markup
  }

  /// Text as it is; characters that XML has no room for are replaced.
  static func text(_ text: String) -> HTML {
    HTML(trusted: text.withoutControls.escaping(escapes))
  }

  private static let escapes: [Unicode.Scalar: String] = [
    "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
  ]

  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    _ content: [HTML]
  ) -> HTML {
    let attributes = attributes.map { " \($0.key)=\"\(text($0.value).markup)\"" }.joined()
    let inside = content.map(\.markup).joined()
    return HTML(trusted: "<\(name)\(attributes)>\(inside)</\(name)>")
  }

  static func element(_ name: StaticString, _ text: String) -> HTML {
    element(name, [:], [.text(text)])
  }
}
