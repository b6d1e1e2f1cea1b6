/// gnuplot's SVG as a part of a page: of the page's colours, light or dark, with names of its own.
enum FigureSVG {
  /// Letters on a map's colours, which stay as they are on a dark page.
  static let inkOnColour = 0x111111

  /// What gnuplot wrote from `<svg` on, fit for a page. The ID, of letters, digits and hyphens, is that
  /// of no other figure of the page; the title is what a screen reader says.
  static func inline(_ svg: String, id: String, title: String) -> HTML {
    var text = svg
    if let start = text.range(of: "<svg") { text = String(text[start.lowerBound...]) }
    for pattern in superfluous { text = text.replacing(pattern, with: "") }
    // Tags alone: a layer may be called like a colour.
    let replacements = lettersAndPaper
    text = text.replacing(/<[^>]*>/) { fitted(String($0.output), id: id, replacements) }
    text.replace(
      "<svg", with: "<svg role=\"img\" aria-label=\"\(HTML.text(title).markup)\"",
      maxReplacements: 1)
    return HTML(trusted: text)
  }

  /// A tag with the page's colours and names of the figure's own.
  private static func fitted(
    _ tag: String, id: String, _ replacements: [(Regex<Substring>, String)]
  ) -> String {
    var tag = tag
    for (pattern, colour) in replacements { tag = tag.replacing(pattern, with: colour) }
    tag.replace("gnuplot_", with: "\(id)-")
    tag.replace("'gp", with: "'\(id)-gp")
    tag.replace("'#gp", with: "'#\(id)-gp")
    for (index, colour) in Look.colours.enumerated() {
      tag.replace(written(colour), with: "var(--series-\(index))")
    }
    tag.replace(written(Look.guideColour), with: "var(--guide)")
    tag.replace(written(Look.gridColour), with: "var(--grid)")
    return tag
  }

  /// What the page does without: gnuplot's tool tips, filters and white paper.
  private static var superfluous: [Regex<Substring>] {
    [
      /<title>[^<]*<\/title>/, /<desc>[^<]*<\/desc>/,
      /<filter[^>]*>(?:[^<]|<fe[^>]*>)*<\/filter>/,
      /<rect x="0" y="0" width="\d+" height="\d+" fill="#ffffff"\/>/,
      /<use [^>]*color='#FFFFFF'\/>/,
    ]
  }

  /// The page's letters in place of black and white.
  private static var lettersAndPaper: [(Regex<Substring>, String)] {
    [
      (/"(?:black|white|#FFFFFF)"/, "\"currentColor\""),
      (/'(?:black|white)'/, "'currentColor'"),
      (/color="currentColor"/, "color=\"inherit\""),
      (/rgb\(  0,   0,   0\)/, "currentColor"),
      (/"rgb\(0,0,0\)"/, "\"currentColor\""),
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
