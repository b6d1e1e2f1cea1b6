import Convolution

/// Colour, point and dashes of a series. Neighbours differ in all three, so that a figure can be
/// read without colours.
struct Look: Hashable, Sendable {
  private let index: Int
  /// Whether the points are hollow and the line is dashed; `nil` for a look that differs from others by
  /// its dashes.
  private var isHollow: Bool?

  /// A look by its place; there are as many as colours, then they begin anew.
  init(_ index: Int) {
    self.index = index
  }

  /// The first of two variants of the look has filled points and a solid line, the second hollow points and
  /// a dashed line.
  func variant(_ index: Int) -> Look {
    var look = self
    look.isHollow = index > 0
    return look
  }

  /// The look of a line that one compares with.
  static let guide = Look(-1)

  /// The look of a strategy among others: phibench's own look alike in all figures.
  init(of strategy: Strategy, among strategies: [Strategy]) {
    let catalogue = Strategies.all.map { Strategy($0) }
    if let place = catalogue.firstIndex(of: strategy) {
      self.init(place)
    } else {
      let others = strategies.filter { !catalogue.contains($0) }
      self.init(catalogue.count + (others.firstIndex(of: strategy) ?? 0))
    }
  }

  /// Colours that people with any kind of colour vision tell apart, by Okabe & Ito, *Color
  /// Universal Design* (2008), without black, which is the text, and yellow, which is too faint on
  /// white.
  static let colours = [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9]
  /// The same, lighter where a dark page needs it.
  static let coloursOnDark = [0x4AA8E8, 0xFF8A3D, 0x2CC49A, 0xE39CC6, 0xF2B632, 0xA6D8F7]
  static let guideColour = 0x808080
  /// That of the lines at the axes' ticks.
  static let gridColour = 0xD0D0D0

  /// A colour's text, `#0072b2`.
  static func hexadecimal(_ colour: Int) -> String {
    "#" + String(colour + 0x100_0000, radix: 16).dropFirst()
  }

  /// 0xRRGGBB.
  var colour: Int { index < 0 ? Self.guideColour : Self.colours[index % Self.colours.count] }

  /// gnuplot's number of a point: disc, square, triangle, diamond, circle, cross.
  var pointType: Int {
    guard index >= 0 else { return 0 }
    return (isHollow == true ? [6, 4, 8, 12, 6, 2] : [7, 5, 9, 13, 6, 2])[index % 6]
  }

  /// gnuplot's number of a dash pattern.
  var dashType: Int {
    if index < 0 { return 3 }
    return isHollow.map { $0 ? 2 : 1 } ?? [1, 2, 4, 5][index % 4]
  }
}
