/// gnuplot's SVG as a part of a page: of the page's colours, light or dark, with names of its own.
enum FigureSVG {
  /// Letters on a map's colours, which stay as they are on a dark page.
  static let inkOnColour = 0x111111

  /// The part of the text from `<svg` on, fit for a page.
  ///
  /// - Parameters:
  ///   - svg: what gnuplot wrote.
  ///   - id: a name of letters, digits and hyphens that no other figure of the page has.
  ///   - title: what a screen reader says.
  /// - Returns: the element as markup.
  static func inline(_ svg: String, id: String, title: String) -> HTML {
    var text = svg
    if let start = text.range(of: "<svg") { text = String(text[start.lowerBound...]) }
    for (pattern, replacement) in replacements { text = text.replacing(pattern, with: replacement) }
    text.replace("gnuplot_", with: "\(id)-")
    text.replace("'gp", with: "'\(id)-gp")
    text.replace("'#gp", with: "'#\(id)-gp")
    for (index, colour) in Look.colours.enumerated() {
      text.replace(written(colour), with: "var(--series-\(index))")
    }
    text.replace(written(Look.guideColour), with: "var(--guide)")
    text.replace(written(0xD0D0D0), with: "var(--grid)")
    text.replace(
      "<svg", with: "<svg role=\"img\" aria-label=\"\(HTML.text(title).markup)\"",
      maxReplacements: 1)
    return HTML(trusted: text)
  }

  /// The page's background and letters in place of white and black; no tool tips of gnuplot's.
  private static var replacements: [(Regex<Substring>, String)] {
    [
      (/<title>[^<]*<\/title>/, ""),
      (/<desc>[^<]*<\/desc>/, ""),
      (/<filter[^>]*>(?:[^<]|<fe[^>]*>)*<\/filter>/, ""),
      (/<rect x="0" y="0" width="\d+" height="\d+" fill="#ffffff"\/>/, ""),
      (/"(?:black|white|#FFFFFF)"/, "\"currentColor\""),
      (/'(?:black|white)'/, "'currentColor'"),
      (/color="currentColor"/, "color=\"inherit\""),
      (/rgb\(  0,   0,   0\)/, "currentColor"),
      (/"rgb\(0,0,0\)"/, "\"currentColor\""),
      (/<use [^>]*color='#FFFFFF'\/>/, ""),
    ]
  }

  /// A colour as gnuplot writes it: `rgb(  0, 114, 178)`.
  private static func written(_ colour: Int) -> String {
    let parts = [colour >> 16, colour >> 8, colour].map { part in
      let digits = "\(part & 255)"
      return String(repeating: " ", count: 3 - digits.count) + digits
    }
    return "rgb(\(parts.joined(separator: ", ")))"
  }
}
