/// How large the blocks are that ``Direct`` works on. Those that decide how much scratch a step has
/// are the same on every machine and for every width of vectors.
enum DirectBlocks {
  /// The part of a source that a correlation reads for all panels before it goes on.
  static let sourceBytes = 256 << 10
  /// About how much of S before pooling, or of Δ behind it, exists at a time: whole pooling windows.
  static let pooledBytes = 3 << 19
  /// The most of Z that is packed at a time for ∂ξ/∂W.
  static let packedBytes = 3 << 19
  /// The most pixels of Δ that are packed at a time for ∂ξ/∂W.
  static let packedPixels = 2048
  /// The bytes of a panel of Δ: four registers of AVX-512.
  static let panelBytes = 256
  /// The bytes from which on the caches have lost a result before the next pass reads it.
  static let streamedBytes = 8 << 20
  /// The bytes that the lanes of packed values are a multiple of: the widest register.
  static let vectorBytes = 64

  /// Channels in panels, for scalars of some bytes: as many as fill whole registers, whatever the
  /// width of the build's vectors.
  static func padded(_ channels: Int, scalarBytes: Int) -> Int {
    let lanes = vectorBytes / scalarBytes
    return (channels + lanes - 1) / lanes * lanes
  }
}
