import Convolution
import Synchronization

/// A number that counts every addition, multiplication and comparison that is made with it, in a
/// product by a plain triple loop: a count of FLOPs that knows no formula and no tally.
struct CountingScalar: Scalar {
  struct Counts: Equatable {
    var additions = 0
    var multiplications = 0
    var comparisons = 0

    /// A multiply-add is two; comparisons are no FLOPs.
    var flops: Int { additions + multiplications }
  }

  var value: Float

  static let zero = CountingScalar(value: 0)

  static func + (left: Self, right: Self) -> Self {
    counts.withLock { $0.additions += 1 }
    return Self(value: left.value + right.value)
  }

  static func - (left: Self, right: Self) -> Self {
    counts.withLock { $0.additions += 1 }
    return Self(value: left.value - right.value)
  }

  static func * (left: Self, right: Self) -> Self {
    counts.withLock { $0.multiplications += 1 }
    return Self(value: left.value * right.value)
  }

  static func < (left: Self, right: Self) -> Bool {
    counts.withLock { $0.comparisons += 1 }
    return left.value < right.value
  }

  static func sum(_ sum: Self, ofProduct left: Self, _ right: Self) -> Self { sum + left * right }

  static func multiply(_ product: MatrixProduct<Self>) -> Int {
    let (m, n, k) = (Int(product.m), Int(product.n), Int(product.k))
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

  /// What `work` computes with these numbers; one at a time.
  static func counting(_ work: () throws -> Void) rethrows -> Counts {
    counts.withLock { $0 = Counts() }
    try work()
    return counts.withLock { $0 }
  }
}
