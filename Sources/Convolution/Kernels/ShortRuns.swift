/// The runs of a column of φ, all of its filter rows alike; counts are of elements or of rows.
struct ShortRuns {
  /// A chunk that holds a filter row of a first layer, such as 5 taps of one channel.
  typealias Chunk = SIMD8<UInt32>

  /// Taps of a filter row.
  let rowTaps: Int
  /// Filter rows above the image.
  let above: Int
  /// Filter rows inside the image.
  let rows: Int
  /// Filter rows below the image.
  let below: Int
  /// From a pixel to the one below it.
  let pixelRow: Int
  /// From a column's first pixel to the next column's.
  let step: Int
  /// Taps of a filter row left of the image.
  var before = 0
  /// Taps of a filter row inside the image.
  var inside = 0

  /// Elements of a chunk.
  static func chunk<T>(of type: T.Type) -> Int {
    MemoryLayout<Chunk>.stride / MemoryLayout<T>.stride
  }

  /// Gathers some neighbouring columns; a chunk may reach beyond the last of them, and in the source
  /// beyond the last run.
  @inline(never)
  func gather<T: Scalar>(
    _ columns: Int, from source: UnsafeMutablePointer<T>, into column: inout UnsafeMutablePointer<T>
  ) {
    // In registers, where no store can seem to change them.
    let (rowTaps, before, inside, pixelRow) = (rowTaps, before, inside, pixelRow)
    let (above, rows, below, step) = (above, rows, below, step)
    let after = rowTaps - before - inside
    var target = unsafe column
    var first = unsafe source
    for _ in 0..<columns {
      for _ in 0..<above { unsafe Self.clear(&target, rowTaps) }
      var run = unsafe first
      for _ in 0..<rows {
        if before > 0 { unsafe Self.clear(&target, before) }
        if inside > 0 {
          unsafe UnsafeMutableRawPointer(target).storeBytes(
            of: UnsafeRawPointer(run).loadUnaligned(as: Chunk.self), as: Chunk.self)
          unsafe target += inside
        }
        if after > 0 { unsafe Self.clear(&target, after) }
        unsafe run += pixelRow
      }
      for _ in 0..<below { unsafe Self.clear(&target, rowTaps) }
      unsafe first += step
    }
    unsafe column = target
  }

  @inline(always)
  private static func clear<T: Scalar>(_ target: inout UnsafeMutablePointer<T>, _ count: Int) {
    unsafe UnsafeMutableRawPointer(target).storeBytes(of: .zero, as: Chunk.self)
    unsafe target += count
  }
}
