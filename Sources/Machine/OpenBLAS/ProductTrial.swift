import Convolution

/// One product to check.
///
/// The right factor is u vᵀ, with every element exact in both precisions. So the plain sum of an
/// element of C takes m·k and m·n steps for all of them instead of m·n·k, and a large product is
/// checked element by element in no time. No two columns are alike, and the left factor has no such
/// structure, so that an element taken from a wrong place changes the sum.
struct ProductTrial {
  let m: Int
  let n: Int
  let k: Int
  let transposes: (left: Bool, right: Bool)
  let accumulates: Bool

  /// Sizes that fill no tile of any kernel: a single element, less than a vector, one more than a
  /// tile, a k beyond the first block, and one that `ProductBlocks` cuts into several, where it does.
  private static let shapes = [(1, 1, 1), (3, 5, 7), (17, 9, 33), (65, 33, 401), (131, 157, 67)]

  /// A size whose shortest side is beyond `ProductBlocks.worthCopying`: OpenBLAS gets it whole on
  /// every processor, and copies the factors for its large kernels, as for the layers of VGG.
  private static func uncutShape(_ transposes: (left: Bool, right: Bool)) -> (Int, Int, Int) {
    transposes == (false, false) ? (321, 323, 325) : (193, 197, 211)
  }

  /// All sizes with all transposes that phibench uses, added to C or not.
  static let all = [(false, false), (false, true), (true, false)].flatMap { transposes in
    (shapes + [uncutShape(transposes)]).flatMap { m, n, k in
      [false, true].map {
        ProductTrial(m: m, n: n, k: k, transposes: transposes, accumulates: $0)
      }
    }
  }

  // Values without a pattern that a wrong index could meet by chance, and that no binary fraction
  // hits, so that sums do round. Both signs, or a sum would only grow and swamp an error.
  private func left<T: BinaryFloatingPoint>(_ index: Int) -> T { T(index * 7919 % 1013) / 507 - 1 }
  private func before<T: BinaryFloatingPoint>(_ index: Int) -> T { T(index % 19) / 9 - 1 }
  // Odd numerators of eleven bits: never zero, and a product of two is exact.
  private func u(_ term: Int) -> Double { Double(2 * (term * 6841 % 997) - 995) / 1024 }
  private func v(_ column: Int) -> Double { Double(2 * (column * 7919 % 1013) - 1011) / 1024 }

  /// What OpenBLAS computes, column after column.
  func product<T: Scalar & BinaryFloatingPoint>(_: T.Type) throws(OutOfMemory) -> [T] {
    let memory = Memory()
    let left = try Buffer<T>(m * k, from: memory, for: .inputs)
    let right = try Buffer<T>(k * n, from: memory, for: .inputs)
    let result = try Buffer<T>(m * n, from: memory, for: .workspace)
    left.vector.fill(self.left)
    right.vector.fill { index in
      let (term, column) =
        transposes.right ? (index / n, index % n) : (index % k, index / k)
      return T(u(term) * v(column))
    }
    // Without accumulation C must not be read at all.
    result.vector.fill { accumulates ? before($0) : .nan }
    let a = left.matrix(rows: transposes.left ? k : m, columns: transposes.left ? m : k)
    let b = right.matrix(rows: transposes.right ? n : k, columns: transposes.right ? k : n)
    MatrixProduct(
      transposes.left ? .transposed(a) : .plain(a), transposes.right ? .transposed(b) : .plain(b),
      into: result.matrix(rows: m, columns: n), accumulates: accumulates
    ).executeUncounted()
    return result.vector.copied()
  }

  /// Whether every element is as close to the plain sum as rounding lets it be.
  func isRight<T: Scalar & BinaryFloatingPoint>(_ found: [T]) -> Bool {
    let (row, term) = transposes.left ? (k, 1) : (1, m)
    // A u, and |A| |u|.
    var sums = [Double](repeating: 0, count: m)
    var sizes = sums
    for i in 0..<m {
      for p in 0..<k {
        let part = Double(left(i * row + p * term) as T) * u(p)
        sums[i] += part
        sizes[i] += abs(part)
      }
    }
    let roundings = Double(k + 2)
    let unit = (Double(T.ulpOfOne) + Double.ulpOfOne) / 2
    let gamma = roundings * unit / (1 - roundings * unit)
    for j in 0..<n {
      for i in 0..<m {
        let index = i + j * m
        let before = accumulates ? Double(before(index) as T) : 0
        let error = abs(Double(found[index]) - (before + sums[i] * v(j)))
        // Written so that not-a-number is wrong.
        guard error <= gamma * (abs(before) + sizes[i] * abs(v(j))) else { return false }
      }
    }
    return true
  }
}
