extension String {
  /// The text in lines of at most so many characters, broken at spaces, and within a word only
  /// where it is longer than a line.
  func broken(intoLinesOf columns: Int) -> [String] {
    guard count > columns else { return [self] }
    let columns = max(columns, 1)
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count <= columns {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      var rest = word
      while rest.count > columns {
        lines.append(String(rest.prefix(columns)))
        rest = rest.dropFirst(columns)
      }
      line = String(rest)
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// The text without what a terminal would obey, and XML has no room for: control characters are
  /// shown as �, line breaks as spaces.
  package var withoutControls: String {
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    return String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          guard scalar.isControl else { return scalar }
          return scalar == "\n" || scalar == "\t" ? " " : "\u{FFFD}"
        }))
  }
}

extension Unicode.Scalar {
  /// Whether it is a control character, or none at all.
  var isControl: Bool {
    properties.generalCategory == .control || self == "\u{FFFE}" || self == "\u{FFFF}"
  }
}
