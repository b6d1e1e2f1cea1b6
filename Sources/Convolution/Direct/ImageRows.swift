import CVectorUnit

/// A view of some rows of some neighbouring images, channel fastest, then column, row and image.
///
/// The rows are the same ones of each image and follow one another without a gap.
struct ImageRows<T: BitwiseCopyable> {
  /// The pixels, channels × (width·rows·images).
  let pixels: Matrix<T>
  /// The images that are there.
  let images: Range<Int>
  /// The rows of each image that are there.
  let rows: Range<Int>
  /// Pixels of a row.
  let width: Int

  /// - Precondition: the matrix has exactly these pixels.
  init(_ pixels: Matrix<T>, images: Range<Int>, rows: Range<Int>, width: Int) {
    precondition(
      pixels.columns == images.count * rows.count * width, "pixels do not fill their rows")
    self.pixels = pixels
    self.images = images
    self.rows = rows
    self.width = width
  }

  /// Channels of a pixel.
  var channels: Int { pixels.rows }

  /// Elements from a row to the next.
  var rowPitch: Int { width * channels }

  /// Elements from an image to the next.
  var imagePitch: Int { rows.count * rowPitch }

  /// Elements before a row of an image.
  func offset(image: Int, row: Int) -> Int {
    (image - images.lowerBound) * imagePitch + (row - rows.lowerBound) * rowPitch
  }

  /// Asks for the cache lines of some rows of an image.
  func fetch(image: Int, rows: Range<Int>) {
    let first = unsafe UnsafeRawPointer(pixels.base + offset(image: image, row: rows.lowerBound))
    for line in stride(from: 0, to: rows.count * rowPitch * MemoryLayout<T>.stride, by: 64) {
      unsafe phibench_prefetch_into_l2(first + line)
    }
  }

  /// The bytes from the first of some rows of the first image to the last row of the last one.
  func stretch(images: Range<Int>, rows: Range<Int>) -> ReadAhead.Stretch {
    guard !rows.isEmpty else { return unsafe ReadAhead.Stretch(first: pixels.base, bytes: 0) }
    let first = offset(image: images.lowerBound, row: rows.lowerBound)
    let end = offset(image: images.upperBound - 1, row: rows.upperBound)
    return unsafe ReadAhead.Stretch(
      first: pixels.base + first, bytes: (end - first) * MemoryLayout<T>.stride)
  }
}
