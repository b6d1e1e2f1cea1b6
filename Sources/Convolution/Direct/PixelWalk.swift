/// A walk over pixels of a target that meet the same taps, and over the source's pixels under them:
/// columns, then rows, then images.
struct PixelWalk {
  /// Offsets from a pixel to the next one along an axis.
  struct Step {
    /// In the source.
    var source: Int
    /// In the target.
    var target: Int
  }

  private let columns: Int
  private let rows: Int
  private let column: Step
  private let row: Step
  private let image: Step
  private var x = 0
  private var y = 0
  private var place: Step

  /// A walk over columns × rows of one image after another, from a first pixel on.
  init(columns: Int, rows: Int, first: Step, column: Step, row: Step, image: Step) {
    self.columns = columns
    self.rows = rows
    self.column = column
    // What is left to do at a line's end, or at an image's, where the walk has gone further.
    self.row = Step(
      source: row.source - columns * column.source, target: row.target - columns * column.target)
    self.image = Step(
      source: image.source - rows * row.source, target: image.target - rows * row.target)
    place = first
  }

  /// The offsets of the next pixels.
  @inline(always)
  mutating func next(
    _ count: Int, sources: UnsafeMutablePointer<Int>, targets: UnsafeMutablePointer<Int>
  ) {
    guard x &+ count < columns else {
      return unsafe nextAcrossRows(count, sources: sources, targets: targets)
    }
    for n in 0..<count {
      unsafe sources[n] = place.source &+ n &* column.source
      unsafe targets[n] = place.target &+ n &* column.target
    }
    x &+= count
    place.source &+= count &* column.source
    place.target &+= count &* column.target
  }

  private mutating func nextAcrossRows(
    _ count: Int, sources: UnsafeMutablePointer<Int>, targets: UnsafeMutablePointer<Int>
  ) {
    for n in 0..<count {
      unsafe sources[n] = place.source
      unsafe targets[n] = place.target
      place.source &+= column.source
      place.target &+= column.target
      x &+= 1
      // Without branches: where lines end follows no pattern that a processor could foresee.
      let endsRow = mask(x == columns)
      x &= ~endsRow
      place.source &+= row.source & endsRow
      place.target &+= row.target & endsRow
      y &-= endsRow
      let endsImage = mask(y == rows)
      y &= ~endsImage
      place.source &+= image.source & endsImage
      place.target &+= image.target & endsImage
    }
  }

  /// All bits where a condition holds, else none.
  @inline(always)
  private func mask(_ condition: Bool) -> Int { 0 &- (condition ? 1 : 0) }
}
