/// The sizes of one convolution layer, validated once; kernels then rely on them.
///
/// With K = h·h·d and N = l·a_conv·b_conv, where
/// a_conv = ⌊(a + 2·padding − h)/stride⌋ + 1 (b_conv alike), the layer computes
///
///     Z' = mat(P_pool vec(σ(W φ(pad(Z)) + b 1ᵀ)))
///
/// | matrix    | shape                    | layout                                          |
/// |-----------|--------------------------|-------------------------------------------------|
/// | Z         | d × (b·a·l)              | channel fastest, then width, height, image      |
/// | W         | d_out × K                | column-major, taps in the order of φ's rows     |
/// | φ(pad(Z)) | K × N                    | a column's taps: channel, filter column, row    |
/// | S         | d_out × N                | columns: output column, row, image              |
/// | Z'        | d_out × (b_out·a_out·l)  | as Z                                            |
///
/// Every product of sizes that the kernels, counts and formulas form was checked
/// against overflow when the value was made.
///
/// Source: slides, *Notation* and *Summary of operations*.
package struct ConvolutionGeometry: Hashable, Sendable {
  /// l: images in the mini-batch.
  package let l: Int
  /// d: channels of the input.
  package let d: Int
  /// a: height of the input.
  package let a: Int
  /// b: width of the input.
  package let b: Int
  /// d_out: channels of the output, the slides' d^{m+1}.
  package let dOut: Int
  /// h: height and width of the filter.
  package let h: Int
  /// Distance between neighbouring sub-images, alike along both axes.
  package let stride: Int
  /// Zeros added on each side of each channel.
  package let padding: Int
  /// Height, width and stride of the pooling window; 1 is no pooling.
  package let pool: Int

  /// a_conv: height of S.
  package let aConv: Int
  /// b_conv: width of S.
  package let bConv: Int

  /// The largest value of a single size, and of a matrix's side: OpenBLAS names both by 32 bits.
  package static let largestSize = Int(Int32.max)

  /// Validates the sizes of a layer.
  ///
  /// - Throws: ``GeometryError`` for the first size, or product of sizes, that does not do.
  package init(
    l: Int, d: Int, a: Int, b: Int, dOut: Int, h: Int, stride: Int = 1, padding: Int = 0,
    pool: Int = 1
  ) throws(GeometryError) {
    for (parameter, value) in [
      (Parameter.l, l), (.d, d), (.a, a), (.b, b), (.dOut, dOut), (.h, h), (.stride, stride),
      (.padding, padding), (.pool, pool),
    ] {
      try parameter.require(value)
    }
    for (axis, size) in [("a", a), ("b", b)] where h > size + 2 * padding {
      throw .filterExceedsInput(axis: axis, filter: h, paddedInput: size + 2 * padding)
    }
    self.l = l
    self.d = d
    self.a = a
    self.b = b
    self.dOut = dOut
    self.h = h
    self.stride = stride
    self.padding = padding
    self.pool = pool
    aConv = (a + 2 * padding - h) / stride + 1
    bConv = (b + 2 * padding - h) / stride + 1
    for (axis, size) in [("a", aConv), ("b", bConv)] where pool > size {
      throw .poolExceedsOutput(axis: axis, pool: pool, convolved: size)
    }

    func product(_ quantity: String, _ factors: Int..., limit: Int) throws(GeometryError) {
      var result = 1
      for factor in factors {
        let (next, overflows) = result.multipliedReportingOverflow(by: factor)
        guard !overflows, next <= limit else { throw .productTooLarge(quantity: quantity) }
        result = next
      }
    }
    try product("K = h·h·d", h, h, d, limit: Self.largestSize)
    try product("N = l·a_conv·b_conv", l, aConv, bConv, limit: Self.largestSize)
    try product("l·a·b", l, a, b, limit: Self.largestSize)
    // Everything else is a sum of a few of these, times the bytes of a scalar at most.
    let countable = Int.max / 1024
    try product("the input, l·d·a·b,", l, d, a, b, limit: countable)
    try product(
      "pad(Z), l·d·(a + 2·padding)·(b + 2·padding),", l, d, a + 2 * padding, b + 2 * padding,
      limit: countable)
    try product("the layer's cost, d_out·K·N,", dOut, h, h, d, l, aConv, bConv, limit: countable)
  }

  /// A layer whose S is some rows of some images of another's S, with the same pooling: a part of what
  /// was validated.
  init(pooling layer: ConvolutionGeometry, images: Int, rows: Int) {
    (l, d, a, b, dOut) = (images, 1, rows, layer.bConv, layer.dOut)
    (h, stride, padding, pool) = (1, 1, 0, layer.pool)
    (aConv, bConv) = (rows, layer.bConv)
  }
}

extension ConvolutionGeometry {
  /// Validates the sizes of a layer.
  ///
  /// - Throws: ``GeometryError``.
  package init(
    _ size: (Parameter) throws(GeometryError) -> Int
  ) throws(GeometryError) {
    try self.init(
      l: size(.l), d: size(.d), a: size(.a), b: size(.b), dOut: size(.dOut), h: size(.h),
      stride: size(.stride), padding: size(.padding), pool: size(.pool))
  }

  /// The padding that keeps a layer's height and width at stride 1: (h − 1)/2, for an odd h only.
  ///
  /// - Throws: ``GeometryError``.
  package static func samePadding(
    _ size: (Parameter) throws(GeometryError) -> Int
  ) throws(GeometryError) -> Int {
    let h = try size(.h)
    try Parameter.h.require(h)
    guard h % 2 == 1 else { throw .samePaddingOfEvenFilter(h: h) }
    return (h - 1) / 2
  }

  /// What `same` depends on.
  package static let samePaddingFollows: [Parameter] = [.h]

  /// Whether the padding is what `same` stands for.
  package var hasSamePadding: Bool { 2 * padding == h - 1 }
}

extension ConvolutionGeometry: Codable {
  private enum CodingKeys: String, CodingKey {
    case l, d, a, b, dOut, h, stride, padding, pool
  }

  /// Decodes the sizes and validates them.
  ///
  /// - Throws: ``GeometryError``, or a `DecodingError` for a size that is missing.
  package init(from decoder: any Decoder) throws {
    let sizes = try decoder.container(keyedBy: CodingKeys.self)
    func size(_ key: CodingKeys) throws -> Int { try sizes.decode(Int.self, forKey: key) }
    try self.init(
      l: size(.l), d: size(.d), a: size(.a), b: size(.b), dOut: size(.dOut), h: size(.h),
      stride: size(.stride), padding: size(.padding), pool: size(.pool))
  }
}
