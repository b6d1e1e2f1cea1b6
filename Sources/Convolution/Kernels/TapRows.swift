/// Walks over columns of φ and tells for each where its sub-image lies in the padded image.
///
/// Both φ and its transpose follow this walk, so that the two cannot disagree on P_φ P_pad.
struct TapRows: Sequence, IteratorProtocol {
  /// Where the sub-image of one column lies.
  struct Place {
    /// The first pixel of the image, as a column of Z.
    var firstPixel: Int
    /// Row of the image under the filter's first row; negative inside the padding.
    var top: Int
    /// Column of the image under the filter's first column; negative inside the padding.
    var left: Int
    /// The filter's first column that falls inside the image.
    var firstInside: Int
    /// The end of the filter's columns inside the image; `firstInside` where none is.
    var endInside: Int
    /// Whether this is the image's first column.
    var startsImage: Bool
  }

  private let geometry: ConvolutionGeometry
  private var remaining: Int
  private var image: Int
  private var y: Int
  private var x: Int

  init(_ geometry: ConvolutionGeometry, columns: Range<Int>) {
    self.geometry = geometry
    remaining = columns.count
    let (image, column) = columns.lowerBound.quotientAndRemainder(
      dividingBy: geometry.columnsPerImage)
    self.image = image
    (y, x) = column.quotientAndRemainder(dividingBy: geometry.bConv)
  }

  @inline(always)
  mutating func next() -> Place? {
    guard remaining > 0 else { return nil }
    remaining -= 1
    let left = x * geometry.stride - geometry.padding
    let firstInside = Swift.min(Swift.max(0, -left), geometry.h)
    let endInside = Swift.max(firstInside, Swift.min(geometry.h, geometry.b - left))
    let place = Place(
      firstPixel: image * geometry.pixelsPerImage,
      top: y * geometry.stride - geometry.padding, left: left,
      firstInside: firstInside, endInside: endInside, startsImage: x == 0 && y == 0)
    x += 1
    if x == geometry.bConv {
      x = 0
      y += 1
      if y == geometry.aConv {
        y = 0
        image += 1
      }
    }
    return place
  }
}
