/// A row of scalars in vectors, the last of which may be there in part.
struct LaneRow<T: Scalar> {
  /// Scalars that are there.
  let count: Int

  /// Scalars of one vector.
  @inline(always)
  static var width: Int { MemoryLayout<T.Lanes>.stride / MemoryLayout<T>.stride }

  /// Whether so many vectors are there with all of their lanes.
  func fills(_ vectors: Int) -> Bool { count == vectors * Self.width }

  /// Copies the row to where so many vectors have room, with zero in the lanes that are not there.
  func spread(
    _ row: UnsafePointer<T>, into place: UnsafeMutablePointer<T>, vectors: Int
  ) {
    unsafe place.update(from: row, count: count)
    for lane in count..<vectors * Self.width { unsafe place[lane] = .zero }
  }

  /// Copies the lanes that are there back to the row.
  func gather(_ place: UnsafePointer<T>, into row: UnsafeMutablePointer<T>) {
    unsafe row.update(from: place, count: count)
  }
}
