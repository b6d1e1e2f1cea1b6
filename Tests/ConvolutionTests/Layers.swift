import Convolution

/// Small layers with unequal sizes, for tests that run over all of them: strides, padding beyond the
/// filter, pooling remainders, 1 × 1 filters, and a filter as large as the image.
enum Layers {
  static func geometry(
    _ l: Int, _ d: Int, _ a: Int, _ b: Int, _ dOut: Int, h: Int, stride: Int = 1, padding: Int = 0,
    pool: Int = 1
  ) throws -> ConvolutionGeometry {
    try ConvolutionGeometry(
      l: l, d: d, a: a, b: b, dOut: dOut, h: h, stride: stride, padding: padding, pool: pool)
  }

  /// The same for sizes that are known to be a layer's; others stop the tests.
  static func layer(
    _ l: Int, _ d: Int, _ a: Int, _ b: Int, _ dOut: Int, h: Int, stride: Int = 1, padding: Int = 0,
    pool: Int = 1
  ) -> ConvolutionGeometry {
    do {
      return try geometry(l, d, a, b, dOut, h: h, stride: stride, padding: padding, pool: pool)
    } catch {
      fatalError("\(error)")
    }
  }

  static let all: [ConvolutionGeometry] = [
    layer(2, 3, 7, 5, 4, h: 3),
    layer(1, 1, 1, 1, 1, h: 1),
    layer(3, 2, 6, 9, 5, h: 3, padding: 1),
    layer(5, 1, 9, 8, 3, h: 5, padding: 2, pool: 2),
    layer(2, 3, 11, 8, 2, h: 3, stride: 2, padding: 1),
    layer(2, 2, 10, 13, 3, h: 2, stride: 4, padding: 1),
    layer(2, 2, 4, 5, 3, h: 3, stride: 50, padding: 1),
    layer(3, 4, 5, 7, 3, h: 1),
    layer(2, 5, 7, 6, 3, h: 1, pool: 2),
    layer(2, 2, 4, 3, 3, h: 1, padding: 2),
    layer(2, 2, 11, 9, 3, h: 4, pool: 3),
    layer(4, 3, 5, 5, 6, h: 5),
    layer(2, 2, 4, 3, 3, h: 3, padding: 4),
    layer(2, 21, 6, 5, 19, h: 3, padding: 1),
  ]
}
