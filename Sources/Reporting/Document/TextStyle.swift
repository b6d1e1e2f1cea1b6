/// What a piece of text means, for a terminal to show: the number by which ECMA-48 knows it ("select
/// graphic rendition").
package enum TextStyle: Int, Sendable {
  case plain = 0
  case strong = 1
  case faint = 2
  case good = 32
  /// Something to look at.
  case caution = 33
  case bad = 31
}
