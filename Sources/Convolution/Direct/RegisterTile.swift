/// The tile of sums that a micro-kernel holds in registers: vectors of output channels × pixels in a
/// correlation, or × input channels in a gradient of W.
///
/// Each term of a sum costs `vectors` loads and `columns` broadcasts for `vectors`·`columns`
/// multiply-adds. A ``Scalar/Lanes`` is 64 bytes: one register of AVX-512, two of AVX2. More columns
/// and fewer vectors would read fewer of the packed filters, but the addresses of more than six pixels
/// do not fit into the registers that there are for addresses: 2 × 12 takes 1.03 to 1.10 of the time of
/// 4 × 6 (Zen 4).
///
/// | built for | registers | sums     | multiply-adds each    |
/// |-----------|----------:|----------|-----------------------|
/// | AVX-512   |        32 | 4 × 6    | 24, of 64 bytes       |
/// | AVX2      |        16 | 1 × 6    | 12, of 32 bytes       |
/// | else      | 16 (SSE2) | 1 × 2    | 8, of 16 bytes        |
enum RegisterTile {
  #if canImport(CBuiltForAVX512)
    /// Vectors of a full tile.
    static let vectors = 4
    /// The most columns of a tile.
    static let columns = 6
  #elseif canImport(CBuiltForAVX2) || arch(arm64)
    /// Vectors of a full tile.
    static let vectors = 1
    /// The most columns of a tile.
    static let columns = 6
  #else
    /// Vectors of a full tile.
    static let vectors = 1
    /// The most columns of a tile.
    static let columns = 2
  #endif

  /// The sums of a full tile before anything was added.
  typealias Zeros<T: Scalar> = InlineArray<24, T.Lanes>

  /// The most columns that any build's tile has.
  static let mostColumns = 6
}
