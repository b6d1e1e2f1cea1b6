extension String {
  /// The text with other text in some scalars' places.
  ///
  /// By scalars, since who reads a CSV or a command knows no characters: a quote with an accent of its
  /// own (U+0301) is another character than a quote, and ends a cell or a word all the same.
  package func escaping(_ escapes: [Unicode.Scalar: String]) -> String {
    var escaped = ""
    for scalar in unicodeScalars {
      if let escape = escapes[scalar] {
        escaped += escape
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
