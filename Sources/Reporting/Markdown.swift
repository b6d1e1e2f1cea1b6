import Convolution
import Foundation

/// Text for a Markdown document, as GitHub reads it.
package enum Markdown {
  /// Text in which nothing is markup.
  package static func escaped(_ text: String) -> String {
    text.withoutControls.escaping(escapes)
  }

  private static let escapes: [Unicode.Scalar: String] = {
    // Entities, since a raw tag passes through Markdown, and an @ would name a person.
    var escapes: [Unicode.Scalar: String] = [
      "<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;",
    ]
    for mark in "\\`*_[]|#~!".unicodeScalars { escapes[mark] = "\\\(mark)" }
    return escapes
  }()

  /// A relative path as the address of a link or an image: what could end it or mean something else
  /// there, a blank or a bracket, stands as the percent-encoded bytes of RFC 3986.
  static func address(_ path: String) -> String {
    path.addingPercentEncoding(withAllowedCharacters: addressCharacters) ?? path
  }

  private static let addressCharacters =
    CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~/"))

  /// Paragraphs folded away under a line of plain text.
  package static func folded(_ summary: String, _ parts: [String]) -> String {
    "<details><summary>\(escaped(summary))</summary>\n\n"
      + parts.joined(separator: "\n\n") + "\n\n</details>"
  }
}

extension TextTable {
  /// The table in GitHub's Markdown.
  package var markdown: String {
    let marks = columns.map { $0.alignment == .left ? "---" : "--:" }
    let lines =
      [columns.map { Markdown.escaped($0.title) }, marks]
      + rows.map { $0.map { Markdown.escaped($0.text) } }
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}
