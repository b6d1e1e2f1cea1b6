/// The look of a page.
enum Stylesheet {
  /// The rules: the colours of figures, and `page.css`, which is part of the program.
  static var css: String {
    let light = series(Look.colours)
    return """
      \(light)
      @media (prefers-color-scheme: dark) { \(series(Look.coloursOnDark)) }
      @media print { \(light) }

      """ + String(decoding: PackageResources.page_css, as: UTF8.self)
  }

  private static func series(_ colours: [Int]) -> String {
    let rules = colours.enumerated().map { "--series-\($0): \(Look.hexadecimal($1));" }
    return ":root { \(rules.joined(separator: " ")) }"
  }
}
