/// target[j + columns·i] ← source[i + leadingDimension·j]: a block of rows × columns turned round.
///
/// The source's columns lie `leadingDimension` elements apart, the target's follow one another. The
/// target need not be initialised and must not overlap the source.
func transpose<T: Scalar>(
  _ source: UnsafePointer<T>, leadingDimension: Int, rows: Int, columns: Int,
  into target: UnsafeMutablePointer<T>
) {
  let from = unsafe UnsafeRawPointer(source)
  let to = UnsafeMutableRawPointer(target)
  // Only bits are moved, so that one piece of code for each size of a scalar does.
  switch MemoryLayout<T>.stride {
  case 4:
    unsafe transposeSquares(
      of: SIMD4<UInt32>.self, from, leadingDimension: leadingDimension, rows: rows,
      columns: columns, into: to)
  case 8:
    unsafe transposeSquares(
      of: SIMD4<UInt64>.self, from, leadingDimension: leadingDimension, rows: rows,
      columns: columns, into: to)
  default:
    for i in 0..<rows {
      for j in 0..<columns { unsafe target[j + columns * i] = source[i + leadingDimension * j] }
    }
  }
}

/// The same by squares of 4 × 4, each of four loads and four stores.
@inline(always)
private func transposeSquares<Vector: SIMD & BitwiseCopyable>(
  of vector: Vector.Type, _ source: UnsafeRawPointer, leadingDimension: Int, rows: Int,
  columns: Int, into target: UnsafeMutableRawPointer
) where Vector.Scalar: BitwiseCopyable {
  let size = MemoryLayout<Vector.Scalar>.stride
  let wholeRows = rows / 4 * 4
  let wholeColumns = columns / 4 * 4
  for j in stride(from: 0, to: wholeColumns, by: 4) {
    for i in stride(from: 0, to: wholeRows, by: 4) {
      let place = unsafe source + (i + leadingDimension * j) * size
      let step = leadingDimension * size
      let first = unsafe place.loadUnaligned(as: Vector.self)
      let second = unsafe place.loadUnaligned(fromByteOffset: step, as: Vector.self)
      let third = unsafe place.loadUnaligned(fromByteOffset: 2 * step, as: Vector.self)
      let fourth = unsafe place.loadUnaligned(fromByteOffset: 3 * step, as: Vector.self)
      for lane in 0..<4 {
        var turned = Vector()
        turned[0] = first[lane]
        turned[1] = second[lane]
        turned[2] = third[lane]
        turned[3] = fourth[lane]
        unsafe target.storeBytes(
          of: turned, toByteOffset: (j + columns * (i + lane)) * size, as: Vector.self)
      }
    }
  }
  func move(_ i: Int, _ j: Int) {
    unsafe target.storeBytes(
      of: source.loadUnaligned(
        fromByteOffset: (i + leadingDimension * j) * size, as: Vector.Scalar.self),
      toByteOffset: (j + columns * i) * size, as: Vector.Scalar.self)
  }
  for j in 0..<columns {
    for i in (j < wholeColumns ? wholeRows : 0)..<rows { move(i, j) }
  }
}
