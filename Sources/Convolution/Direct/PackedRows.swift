import CVectorUnit

/// Some rows of some images of Z as they were packed, or are to be: see ``PackedInput``.
struct PackedRows<T: Scalar> {
  let packing: PackedInput
  /// The images.
  let images: Range<Int>
  /// The rows.
  let rows: PackedInput.Places
  private let columns: PackedInput.Places

  init(packing: PackedInput, images: Range<Int>, rows: PackedInput.Places) {
    self.packing = packing
    self.images = images
    self.rows = rows
    columns = packing.columns
  }

  /// Neighbouring elements of a tap that one register tile takes.
  struct Part {
    /// The group that they lie in.
    let group: Int
    /// The first one, counted from the tap's first.
    let first: Int
    /// How many.
    let count: Int
  }

  /// All elements of a tap in parts that a register tile has room for.
  var parts: some Sequence<Part> {
    let width = packing.form == .plain ? packing.groupWidth : packing.run
    let perGroup = (width + RegisterTile.columns - 1) / RegisterTile.columns
    return (0..<packing.groups * perGroup).lazy.compactMap { index in
      let (group, part) = index.quotientAndRemainder(dividingBy: perGroup)
      let inGroup = min(width, packing.run - group * width)
      let tiles = (inGroup + RegisterTile.columns - 1) / RegisterTile.columns
      guard part < tiles else { return nil }
      let channels = (0..<inGroup).part(part, of: tiles)
      return Part(
        group: group, first: group * width + channels.lowerBound, count: channels.count)
    }
  }

  /// The tiles of a panel: one for each part of each tap.
  var tiles: Int {
    parts.reduce(0) { sum, _ in sum + packing.geometry.h * packing.tapColumns }
  }

  private var pixelsPerImage: Int { rows.count * columns.count }

  /// Elements before a group, of which all but the last are full.
  private func base(_ group: Int) -> Int {
    group * packing.groupWidth * images.count * pixelsPerImage
  }

  /// Channels of a group.
  private func width(_ group: Int) -> Int {
    min(packing.groupWidth, packing.geometry.d - group * packing.groupWidth)
  }

  /// From a pixel of the convolution, a row and an image to the next, in a part's group.
  func steps(_ part: Part) -> (pixel: Int, row: Int, image: Int) {
    let (stride, width) = (packing.geometry.stride, width(part.group))
    return (
      stride * width, stride * columns.count * width, pixelsPerImage * width
    )
  }

  /// Elements before a part of the tap (ky, kx) of the first image's position (y, x).
  func offset(_ part: Part, _ y: Int, _ ky: Int, _ x: Int, _ kx: Int) -> Int {
    let geometry = packing.geometry
    let row = y * geometry.stride - geometry.padding + ky - rows.first
    let column = x * geometry.stride - geometry.padding + kx - columns.first
    return base(part.group) + (row * columns.count + column) * width(part.group)
      + part.first - part.group * packing.groupWidth
  }

  /// Packs the rows of all images.
  func pack(_ input: ImageRows<T>, into target: UnsafeMutablePointer<T>) {
    for image in images {
      for row in 0..<rows.count {
        let source =
          unsafe input.pixels.base
          + input.offset(image: image, row: rows.first + row)
        let pixel = (image - images.lowerBound) * pixelsPerImage + row * columns.count
        if packing.form == .padded {
          unsafe packPadded(source, into: target + pixel * packing.geometry.d)
        } else {
          unsafe packRow(source, pixel: pixel, into: target)
        }
      }
    }
  }

  private func packPadded(_ source: UnsafePointer<T>, into target: UnsafeMutablePointer<T>) {
    let d = packing.geometry.d
    let border = packing.geometry.padding * d
    unsafe Runs.clear(target, count: border)
    unsafe Runs.copy(from: source, to: target + border, count: packing.geometry.b * d)
    unsafe Runs.clear(target + border + packing.geometry.b * d, count: border)
  }

  /// A row, some pixels at a time, so that their lines are still there when the next group is read.
  private func packRow(
    _ source: UnsafePointer<T>, pixel: Int, into target: UnsafeMutablePointer<T>
  ) {
    let d = packing.geometry.d
    for first in stride(from: 0, to: columns.count, by: 16) {
      let count = min(16, columns.count - first)
      for group in 0..<packing.groups {
        let width = width(group)
        var from = unsafe source + (first * d + group * packing.groupWidth)
        var to = unsafe target + (base(group) + (pixel + first) * width)
        if width == PackedInput.groupWidth {
          for _ in 0..<count {
            // In memory the pixels' groups lie too far apart to be foreseen.
            unsafe phibench_prefetch(from + 16 * d)
            unsafe UnsafeMutableRawPointer(to).copyMemory(
              from: from, byteCount: PackedInput.groupWidth &* MemoryLayout<T>.stride)
            unsafe from += d
            unsafe to += PackedInput.groupWidth
          }
        } else {
          for _ in 0..<count {
            unsafe Runs.copy(from: from, to: to, count: width)
            unsafe from += d
            unsafe to += width
          }
        }
      }
    }
  }
}
