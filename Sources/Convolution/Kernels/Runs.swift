/// Copies and clears runs of some bytes by chunks, with no call and no loop over single elements.
///
/// The last chunk ends where the run ends and may overlap the one before it, so that nothing
/// beyond the run is read or written. The C library's functions do the same, but the few bytes of
/// a filter row are done before a call of theirs has begun.
enum Runs {
  /// The widest chunk: a cache line, and the widest vector.
  typealias Widest = SIMD16<UInt32>

  /// Copies a run of one chunk at least. The runs may not overlap.
  @inline(always)
  static func copy<Chunk: BitwiseCopyable>(
    from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, bytes: Int,
    by chunk: Chunk.Type
  ) {
    let last = bytes - MemoryLayout<Chunk>.stride
    unsafe target.storeBytes(of: source.loadUnaligned(as: Chunk.self), as: Chunk.self)
    var offset = MemoryLayout<Chunk>.stride
    while offset < last {
      unsafe target.storeBytes(
        of: source.loadUnaligned(fromByteOffset: offset, as: Chunk.self), toByteOffset: offset,
        as: Chunk.self)
      offset += MemoryLayout<Chunk>.stride
    }
    unsafe target.storeBytes(
      of: source.loadUnaligned(fromByteOffset: last, as: Chunk.self), toByteOffset: last,
      as: Chunk.self)
  }

  /// Sets a run of one chunk at least to that chunk's value, over and over.
  @inline(always)
  static func fill<Chunk: BitwiseCopyable>(
    _ target: UnsafeMutableRawPointer, bytes: Int, with chunk: Chunk
  ) {
    let last = bytes - MemoryLayout<Chunk>.stride
    unsafe target.storeBytes(of: chunk, as: Chunk.self)
    var offset = MemoryLayout<Chunk>.stride
    while offset < last {
      unsafe target.storeBytes(of: chunk, toByteOffset: offset, as: Chunk.self)
      offset += MemoryLayout<Chunk>.stride
    }
    unsafe target.storeBytes(of: chunk, toByteOffset: last, as: Chunk.self)
  }

  /// Copies some elements, or none, by the widest chunk that they hold.
  @inline(always)
  static func copy<T: Scalar>(
    from source: UnsafePointer<T>, to target: UnsafeMutablePointer<T>, count: Int
  ) {
    guard count > 0 else { return }
    let bytes = count * MemoryLayout<T>.stride
    let from = unsafe UnsafeRawPointer(source)
    let to = UnsafeMutableRawPointer(target)
    switch bytes {
    case 64...: unsafe copy(from: from, to: to, bytes: bytes, by: Widest.self)
    case 16...: unsafe copy(from: from, to: to, bytes: bytes, by: SIMD4<UInt32>.self)
    case 8...: unsafe copy(from: from, to: to, bytes: bytes, by: UInt64.self)
    default: unsafe copy(from: from, to: to, bytes: bytes, by: T.self)
    }
  }

  /// Sets some elements, or none, to zero.
  @inline(always)
  static func clear<T: Scalar>(_ target: UnsafeMutablePointer<T>, count: Int) {
    guard count > 0 else { return }
    let bytes = count * MemoryLayout<T>.stride
    let to = UnsafeMutableRawPointer(target)
    switch bytes {
    case 64...: unsafe fill(to, bytes: bytes, with: Widest.zero)
    case 16...: unsafe fill(to, bytes: bytes, with: SIMD4<UInt32>.zero)
    case 8...: unsafe fill(to, bytes: bytes, with: UInt64.zero)
    default: unsafe fill(to, bytes: bytes, with: T.zero)
    }
  }
}
