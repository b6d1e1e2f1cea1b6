/// Vectors of a row of scalars, the last of which may be there in part.
struct LaneRow<T: Scalar> {
  /// Scalars that are there.
  let count: Int

  /// Scalars of one vector.
  @inline(always)
  static var width: Int { MemoryLayout<T.Lanes>.stride / MemoryLayout<T>.stride }

  /// A vector of the row; lanes that are not there are zero.
  @inline(always)
  func load(_ row: UnsafePointer<T>, vector: Int) -> T.Lanes {
    let first = vector &* Self.width
    guard count &- first < Self.width else {
      return unsafe UnsafeRawPointer(row + first).loadUnaligned(as: T.Lanes.self)
    }
    return unsafe loadPart(row + first, count: count &- first)
  }

  /// Stores those lanes of a vector that are there.
  @inline(always)
  func store(_ lanes: T.Lanes, into row: UnsafeMutablePointer<T>, vector: Int) {
    let first = vector &* Self.width
    guard count &- first < Self.width else {
      unsafe UnsafeMutableRawPointer(row + first).storeBytes(of: lanes, as: T.Lanes.self)
      return
    }
    unsafe storePart(lanes, into: row + first, count: count &- first)
  }

  @inline(never)
  private func loadPart(_ row: UnsafePointer<T>, count: Int) -> T.Lanes {
    var lanes = T.lanes(repeating: .zero)
    unsafe withUnsafeMutablePointer(to: &lanes) { lanes in
      unsafe UnsafeMutableRawPointer(lanes).copyMemory(
        from: row, byteCount: count * MemoryLayout<T>.stride)
    }
    return lanes
  }

  @inline(never)
  private func storePart(_ lanes: T.Lanes, into row: UnsafeMutablePointer<T>, count: Int) {
    unsafe withUnsafePointer(to: lanes) { lanes in
      unsafe UnsafeMutableRawPointer(row).copyMemory(
        from: lanes, byteCount: count * MemoryLayout<T>.stride)
    }
  }
}
