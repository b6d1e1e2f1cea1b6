import Convolution
import Synchronization

/// The matrix products that a strategy asks for in one step of scalars that only note them.
///
/// Strategies that ask for the same ones split the work alike, and their results must agree bit
/// for bit.
package struct ProductShapes: Hashable, Sendable {
  /// One product: `[m × k] · [k × n]`.
  package struct Shape: Hashable, Sendable {
    /// Rows of the result.
    package let m: Int32
    /// Columns of the result.
    package let n: Int32
    /// Terms of each sum.
    package let k: Int32
    /// Whether it is added to what the result holds.
    package let accumulates: Bool
  }

  /// All products with how often each is asked for, in whichever order.
  package let counts: [Shape: Int]

  /// Runs a step of scalars that only note their products.
  package init(_ workload: Workload, by strategy: any BackwardStrategy) throws(OutOfMemory) {
    counts = try NotedScalar.noting { () throws(OutOfMemory) in
      _ = try workload.step(by: strategy, counts: false) { _ in NotedScalar.zero }
    }
  }
}

/// A scalar that is always 0, and whose products are noted.
private struct NotedScalar: Scalar {
  private var nothing: UInt8 = 0

  static let zero = NotedScalar()

  static func + (left: Self, right: Self) -> Self { zero }
  static func - (left: Self, right: Self) -> Self { zero }
  static func < (left: Self, right: Self) -> Bool { false }
  static func sum(_ sum: Self, ofProduct left: Self, _ right: Self) -> Self { zero }

  static func multiply(_ product: MatrixProduct<Self>) -> Int {
    product.result.fill { _ in zero }
    let shape = ProductShapes.Shape(
      m: product.m, n: product.n, k: product.k, accumulates: product.accumulates)
    notes.withLock { $0[shape, default: 0] += 1 }
    return 0
  }

  private static let notes = Mutex<[ProductShapes.Shape: Int]>([:])
  // One step at a time, since the workers of all share the notes.
  private static let turn = Mutex<Void>(())

  static func noting(
    _ step: () throws(OutOfMemory) -> Void
  ) throws(OutOfMemory) -> [ProductShapes.Shape: Int] {
    try turn.withLock { _ throws(OutOfMemory) in
      notes.withLock { $0 = [:] }
      try step()
      return notes.withLock { $0 }
    }
  }
}
