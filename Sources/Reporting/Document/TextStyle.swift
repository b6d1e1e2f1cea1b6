/// What a piece of text means, for a terminal to show.
package enum TextStyle: Hashable, Sendable {
  /// Like the rest.
  case plain
  /// A heading.
  case strong
  /// Of less importance.
  case faint
  /// Good news.
  case good
  /// Something to look at.
  case caution
  /// Bad news.
  case bad

  /// The number by which ECMA-48 knows it ("select graphic rendition"); none for plain text.
  var code: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .caution: "33"
    case .bad: "31"
    }
  }
}
