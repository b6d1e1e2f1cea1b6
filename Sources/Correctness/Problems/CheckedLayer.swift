import Convolution

/// A layer that ``StrategyCheck`` tries, by a name that says what it is there for.
package struct CheckedLayer: Hashable, Sendable {
  /// What is special about it.
  package let name: String
  package let geometry: ConvolutionGeometry

  /// Small layers with unequal sizes, for what the kernels tell apart: how padding, stride and filter
  /// cut an image, runs of few and of many values, φ that is Z itself, pooling with and without a
  /// remainder, tiles of several images, and in one layer products that are multiplied in blocks.
  ///
  /// Tiles that end inside an image are made by ``StrategyCheck/tileColumns``.
  package static let all: [CheckedLayer] = sizes.compactMap { name, sizes in
    let (l, d, a, b, dOut, h, stride, padding, pool) = sizes
    guard
      let geometry = try? ConvolutionGeometry(
        l: l, d: d, a: a, b: b, dOut: dOut, h: h, stride: stride, padding: padding, pool: pool)
    else { return nil }
    return CheckedLayer(name: name, geometry: geometry)
  }

  // swift-format-ignore
  static let sizes: [(String, (Int, Int, Int, Int, Int, Int, Int, Int, Int))] = [
    //                          l  d   a   b  d_out h stride padding pool
    ("plain",                  (2, 3,  7,  5,  4,   3,  1,     0,     1)),
    ("one of everything",      (1, 1,  1,  1,  1,   1,  1,     0,     1)),
    ("padded",                 (3, 2,  6,  9,  5,   3,  1,     1,     1)),
    ("strided",                (2, 3, 11,  8,  2,   3,  2,     1,     1)),
    ("stride above filter",    (2, 2, 10, 13,  3,   2,  4,     1,     1)),
    ("stride above Z",         (2, 2,  4,  5,  3,   3, 50,     1,     1)),
    ("1 × 1",                  (3, 4,  5,  7,  3,   1,  1,     0,     1)),
    ("1 × 1 pooled",           (2, 5,  7,  6,  3,   1,  1,     0,     2)),
    ("1 × 1 strided",          (2, 3,  7,  8,  4,   1,  2,     0,     1)),
    ("1 × 1 padded",           (2, 2,  4,  3,  3,   1,  1,     2,     1)),
    ("pooled",                 (3, 2,  8, 10,  4,   3,  1,     1,     2)),
    ("pooling remainder",      (2, 2, 11,  9,  3,   4,  1,     0,     3)),
    ("strided remainder",      (2, 1, 13, 10,  3,   3,  3,     2,     2)),
    ("pool as large as S",     (3, 2,  6,  6,  3,   3,  1,     0,     4)),
    ("filter as large as Z",   (4, 3,  5,  5,  6,   5,  1,     0,     1)),
    ("filter above Z",         (2, 2,  3,  4,  3,   5,  1,     2,     1)),
    ("padding beyond filter",  (2, 2,  4,  3,  3,   3,  1,     4,     1)),
    ("padding beyond, strided", (2, 3, 3,  5,  2,   2,  3,     5,     2)),
    ("flat image",             (2, 3,  1, 17,  4,   3,  1,     1,     1)),
    ("products of many images", (7, 2, 5,  4,  3,   3,  1,     1,     1)),
    ("products of one image",  (2, 2, 26, 21,  3,   3,  1,     1,     2)),
    ("wide",                   (2, 9,  6,  5, 17,   3,  1,     1,     1)),
    ("products in blocks",     (1, 12, 19, 18, 29,  3,  1,     1,     1)),
  ]
}
