import Convolution

/// One product to check.
struct ProductTrial {
  let m: Int
  let n: Int
  let k: Int
  let transposes: (left: Bool, right: Bool)
  let accumulates: Bool

  /// Sizes that fill no tile of any kernel: a single element, less than a vector, one more than a
  /// tile, a k beyond the first block, and one too large for the kernels for small products.
  private static let shapes = [(1, 1, 1), (3, 5, 7), (17, 9, 33), (65, 33, 401), (131, 157, 67)]

  /// All sizes with all transposes that phibench uses, added to C or not.
  static let all = shapes.flatMap { m, n, k in
    [(false, false), (false, true), (true, false)].flatMap { transposes in
      [false, true].map {
        ProductTrial(m: m, n: n, k: k, transposes: transposes, accumulates: $0)
      }
    }
  }

  // Values without a pattern that a wrong index could meet by chance, and that no binary fraction
  // hits, so that sums do round. Both signs, or a sum would only grow and swamp an error.
  private func left<T: BinaryFloatingPoint>(_ index: Int) -> T { T(index * 7919 % 1013) / 507 - 1 }
  private func right<T: BinaryFloatingPoint>(_ index: Int) -> T { T(index * 6841 % 997) / 499 - 1 }
  private func before<T: BinaryFloatingPoint>(_ index: Int) -> T { T(index % 19) / 9 - 1 }

  /// What OpenBLAS computes, column after column.
  func product<T: Scalar & BinaryFloatingPoint>(_: T.Type) throws(OutOfMemory) -> [T] {
    let memory = Memory()
    let left = try Buffer<T>(m * k, from: memory, for: .inputs)
    let right = try Buffer<T>(k * n, from: memory, for: .inputs)
    let result = try Buffer<T>(m * n, from: memory, for: .workspace)
    left.vector.fill(self.left)
    right.vector.fill(self.right)
    // Without accumulation C must not be read at all.
    result.vector.fill { accumulates ? before($0) : .nan }
    let a = left.matrix(rows: transposes.left ? k : m, columns: transposes.left ? m : k)
    let b = right.matrix(rows: transposes.right ? n : k, columns: transposes.right ? k : n)
    let product = MatrixProduct(
      transposes.left ? .transposed(a) : .plain(a), transposes.right ? .transposed(b) : .plain(b),
      into: result.matrix(rows: m, columns: n), accumulates: accumulates)
    var tally = NoTally()
    product.execute(&tally)
    return result.vector.copied()
  }

  /// Whether every element is as close to the plain sum as rounding lets it be.
  func isRight<T: Scalar & BinaryFloatingPoint>(_ found: [T]) -> Bool {
    let x = (0..<m * k).map { Double(left($0) as T) }
    let y = (0..<k * n).map { Double(right($0) as T) }
    let (xRow, xTerm) = transposes.left ? (k, 1) : (1, m)
    let (yColumn, yTerm) = transposes.right ? (1, n) : (k, 1)
    let roundings = Double(k + 2)
    let unit = (Double(T.ulpOfOne) + Double.ulpOfOne) / 2
    let gamma = roundings * unit / (1 - roundings * unit)
    for column in 0..<n {
      for row in 0..<m {
        let index = row + column * m
        var sum = accumulates ? Double(before(index) as T) : 0
        var size = abs(sum)
        for term in 0..<k {
          let part = x[row * xRow + term * xTerm] * y[column * yColumn + term * yTerm]
          sum += part
          size += abs(part)
        }
        // Written so that not-a-number is wrong.
        guard abs(Double(found[index]) - sum) <= gamma * size else { return false }
      }
    }
    return true
  }
}
