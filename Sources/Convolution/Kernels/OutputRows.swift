/// Walks over columns of φ, one output row after another, and tells where each lies in the padded
/// image.
///
/// Both φ and its transpose follow this walk, so that the two cannot disagree on P_φ P_pad.
struct OutputRows: Sequence, IteratorProtocol {
  /// The columns of one output row, or those of them that are walked over.
  struct Part {
    /// The first pixel of the image, as a column of Z.
    var firstPixel: Int
    /// The output row.
    var y: Int
    /// The output columns.
    var x: Range<Int>
    /// Row of the image under the filter's first row; negative inside the padding.
    var top: Int
    /// The filter's rows that fall inside the image.
    var rowsInside: Range<Int>
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
  mutating func next() -> Part? {
    guard remaining > 0 else { return nil }
    let end = Swift.min(x + remaining, geometry.bConv)
    let top = y * geometry.stride - geometry.padding
    let firstInside = Swift.min(Swift.max(0, -top), geometry.h)
    let endInside = Swift.max(firstInside, Swift.min(geometry.h, geometry.a - top))
    let part = Part(
      firstPixel: image * geometry.pixelsPerImage, y: y, x: x..<end, top: top,
      rowsInside: firstInside..<endInside)
    remaining -= end - x
    x = end
    if x == geometry.bConv {
      x = 0
      y += 1
      if y == geometry.aConv {
        y = 0
        image += 1
      }
    }
    return part
  }
}
