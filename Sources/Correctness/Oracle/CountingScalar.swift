import Convolution
import Synchronization

/// A number that counts every addition, multiplication and comparison that is made with it, in a
/// product by a plain triple loop: a count of FLOPs that knows no formula and no tally.
package struct CountingScalar: Scalar {
  package struct Counts: Hashable, Sendable {
    /// Additions and subtractions.
    package fileprivate(set) var additions = 0
    package fileprivate(set) var multiplications = 0
    /// Comparisons, which are no FLOPs.
    package fileprivate(set) var comparisons = 0
    /// Elements of all products' results, however many terms each has.
    package fileprivate(set) var productElements = 0

    /// A multiply-add is two.
    package var flops: Int { additions + multiplications }
  }

  private let value: Float

  /// The number of a value.
  package init(value: Float) { self.value = value }

  package static let zero = CountingScalar(value: 0)

  package static func + (left: Self, right: Self) -> Self {
    counts.withLock { $0.additions += 1 }
    return Self(value: left.value + right.value)
  }

  /// A subtraction, which counts as an addition.
  package static func - (left: Self, right: Self) -> Self {
    counts.withLock { $0.additions += 1 }
    return Self(value: left.value - right.value)
  }

  package static func * (left: Self, right: Self) -> Self {
    counts.withLock { $0.multiplications += 1 }
    return Self(value: left.value * right.value)
  }

  package static func < (left: Self, right: Self) -> Bool {
    counts.withLock { $0.comparisons += 1 }
    return left.value < right.value
  }

  /// A multiplication and an addition.
  package static func sum(_ sum: Self, ofProduct left: Self, _ right: Self) -> Self {
    sum + left * right
  }

  /// A triple loop.
  package static func multiply(_ product: MatrixProduct<Self>) -> Int {
    let (m, n, k) = (Int(product.m), Int(product.n), Int(product.k))
    counts.withLock { $0.productElements += m * n }
    let before = product.accumulates ? product.result.copied() : []
    product.result.fill { index in
      let (j, i) = index.quotientAndRemainder(dividingBy: m)
      return (0..<k).reduce(before.isEmpty ? zero : before[index]) { sum, p in
        sum + product.left[i, p] * product.right[p, j]
      }
    }
    return 2 * m * n * k
  }

  private static let counts = Mutex(Counts())

  /// What a step by a strategy computes, and what its loops and calls report of it; one step at a time.
  package static func step(
    of workload: Workload, by strategy: any BackwardStrategy
  ) throws(OutOfMemory) -> (counts: Counts, record: StepRecord) {
    counts.withLock { $0 = Counts() }
    let record = try workload.step(by: strategy, counts: true) { Self(value: Float($0 % 5) - 2) }
    return (counts.withLock { $0 }, record)
  }
}

extension Workload {
  /// A step by a strategy in scalars of some kind: each tensor's value at a place is `value` of the place.
  func step<T: Scalar>(
    by strategy: any BackwardStrategy, counts: Bool, of value: (Int) -> T
  ) throws(OutOfMemory) -> StepRecord {
    let memory = Memory()
    let layer = try Layer<T>(geometry, from: memory)
    let input = try Buffer<T>(geometry.inputCount, from: memory, for: .inputs)
    let delta = try Buffer<T>(geometry.outputCount, from: memory, for: .inputs)
    for vector in [layer.weight.vector, layer.bias.vector, input.vector, delta.vector] {
      vector.fill(value)
    }
    let crew = Crew(self, memory: memory, counts: counts)
    return try crew.step(by: strategy, layer: layer, input: input, delta: delta)
  }
}
