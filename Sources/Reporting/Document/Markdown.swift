import Foundation
import Results

/// Text for a Markdown document, as GitHub reads it.
enum Markdown {
  /// Text in which nothing is markup.
  static func escaped(_ text: String) -> String {
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

  /// A relative path as the address of a link or an image. What could end it or mean something else
  /// there, a blank or a bracket, becomes the percent-encoded bytes of RFC 3986.
  static func address(_ path: String) -> String {
    path.addingPercentEncoding(withAllowedCharacters: addressCharacters) ?? path
  }

  private static let addressCharacters =
    CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~/"))
}
