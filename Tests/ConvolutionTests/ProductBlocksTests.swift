import Testing

@testable import Convolution

/// Products that OpenBLAS gets in blocks, against their equation. Values are small whole numbers, so
/// that sums are exact in any order and equality is equality.
@Suite struct ProductBlocksTests {
  private let memory = Memory()

  private func number(_ index: Int) -> Int { (index &* 7919 % 1013) % 15 - 7 }

  private func multiply<T: Scalar & BinaryFloatingPoint>(
    _: T.Type, m: Int, n: Int, k: Int, leftIsTransposed: Bool, rightIsTransposed: Bool,
    accumulates: Bool, inPlace: Bool, _ multiply: (MatrixProduct<T>.Block) -> Void
  ) throws -> [T] {
    let left = try Buffer<T>(m * k, from: memory, for: .inputs)
    let right = try Buffer<T>(k * n, from: memory, for: .inputs)
    let result = try Buffer<T>(m * n, from: memory, for: .workspace)
    let scratch = try Buffer<T>(
      ProductBlocks.turnedCount(m: m, k: k), from: memory, for: .workspace)
    left.vector.fill { index in
      let (i, p) = leftIsTransposed ? (index / k, index % k) : (index % m, index / m)
      return T(number(i * k + p))
    }
    right.vector.fill { index in
      let (p, j) = rightIsTransposed ? (index / n, index % n) : (index % k, index / k)
      return T(number(p * n + j))
    }
    result.vector.fill { accumulates ? T(number($0)) : .nan }
    let a = left.matrix(rows: leftIsTransposed ? k : m, columns: leftIsTransposed ? m : k)
    let b = right.matrix(rows: rightIsTransposed ? n : k, columns: rightIsTransposed ? k : n)
    var blocks = 0
    let flops = MatrixProduct(
      leftIsTransposed ? .transposed(a) : .plain(a),
      rightIsTransposed ? .transposed(b) : .plain(b),
      into: result.matrix(rows: m, columns: n), accumulates: accumulates, scratch: scratch.vector
    ).forEachBlock(inPlace: inPlace) { block in
      blocks += 1
      multiply(block)
    }
    #expect((blocks > 1) == inPlace)
    // Of the blocks that were really handed over; together they are the product.
    #expect(flops == 2 * m * n * k)
    return result.vector.copied()
  }

  /// Sides that fill no block, one at a time beyond all blocks of a walk.
  ///
  /// Cut into blocks whatever the loaded OpenBLAS prefers: blocks are right with any.
  @Test(
    arguments: [(131, 97, 83), (33, 300, 111), (70, 41, 391), (259, 17, 258)], [true, false])
  func aLargeProductIsItsEquation(shape: (m: Int, n: Int, k: Int), inPlace: Bool) throws {
    let (m, n, k) = shape
    let x = (0..<m * k).map(number)
    let y = (0..<k * n).map(number)
    var product = [Int](repeating: 0, count: m * n)
    for j in 0..<n {
      for p in 0..<k {
        let factor = y[p * n + j]
        for i in 0..<m { product[i + m * j] += x[i * k + p] * factor }
      }
    }
    for (left, right) in [(false, false), (false, true), (true, false), (true, true)] {
      for accumulates in [false, true] {
        let expected = product.indices.map { product[$0] + (accumulates ? number($0) : 0) }
        #expect(
          try multiply(
            Float.self, m: m, n: n, k: k, leftIsTransposed: left, rightIsTransposed: right,
            accumulates: accumulates, inPlace: inPlace, Float.multiply) == expected.map(Float.init))
        #expect(
          try multiply(
            Double.self, m: m, n: n, k: k, leftIsTransposed: left, rightIsTransposed: right,
            accumulates: accumulates, inPlace: inPlace, Double.multiply)
            == expected.map(Double.init))
      }
    }
  }

  @Test(
    arguments: [
      ("OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH", true), ("OpenBLAS 0.3.17", true),
      ("OpenBLAS 0.3.13.dev DYNAMIC_ARCH", false), ("OpenBLAS 0.2.20", false),
      ("OpenBLAS 1.0.0", true), ("", false),
    ])
  func smallProductsCameWithAVersion(configuration: String, has: Bool) {
    #expect(OpenBLAS.hasSmallProducts(configuration) == has)
  }

  @Test(arguments: [true, false])
  func blocksAreSmallEnoughAndFewEnough(isPlain: Bool) {
    let worthCopying = ProductBlocks.worthCopying(isPlain: isPlain)
    for m in [1, 25, 64, 65, 256, 4608] {
      for n in [1, 24, 256, 391, 100_000] {
        for k in [1, 64, 147, 321, 4608] {
          guard let size = ProductBlocks(m: m, n: n, k: k, isPlain: isPlain) else {
            #expect(m * n * k <= ProductBlocks.largest || min(m, n, k) >= worthCopying)
            continue
          }
          #expect(m * n * k > ProductBlocks.largest)
          #expect(size.rows * size.columns * size.terms <= ProductBlocks.largest)
          #expect((1...m).contains(size.rows) && (1...n).contains(size.columns))
          #expect((1...k).contains(size.terms))
        }
      }
    }
  }

  @Test(arguments: [(1, 1), (4, 4), (5, 3), (3, 9), (64, 25), (31, 66)])
  func aTransposedBlockIsTurnedRound(rows: Int, columns: Int) throws {
    try expectTransposed(Float.self, rows: rows, columns: columns)
    try expectTransposed(Double.self, rows: rows, columns: columns)
  }

  private func expectTransposed<T: Scalar & BinaryFloatingPoint>(
    _: T.Type, rows: Int, columns: Int
  ) throws {
    let leadingDimension = rows + 2
    let source = try Buffer<T>(leadingDimension * columns, from: memory, for: .inputs)
    let target = try Buffer<T>(rows * columns, from: memory, for: .workspace)
    source.vector.fill { T($0) }
    target.vector.fill { _ in .nan }
    transpose(
      source.base, leadingDimension: leadingDimension, rows: rows, columns: columns,
      into: target.base)
    let expected = (0..<rows * columns).map { index in
      T(index / columns + leadingDimension * (index % columns))
    }
    #expect(target.vector.copied() == expected)
  }
}
