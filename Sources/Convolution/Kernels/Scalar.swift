import COpenBLAS

/// A number that the kernels can compute with.
///
/// Kernels use `+`, `>` and ``product(_:)`` only, so that a type that counts its own operations
/// can take the place of `Float` and `Double`.
public protocol Scalar: BitwiseCopyable, Comparable, AdditiveArithmetic, Sendable {
  /// C ← A B, or C ← C + A B where the product accumulates; A and B as given or transposed.
  static func multiply(_ product: MatrixProduct<Self>)
}

extension Float: Scalar {
  /// One call of `cblas_sgemm`.
  public static func multiply(_ product: MatrixProduct<Float>) {
    unsafe cblas_sgemm(
      CblasColMajor, product.left.transposed ? CblasTrans : CblasNoTrans,
      product.right.transposed ? CblasTrans : CblasNoTrans, product.m, product.n, product.k,
      1, product.left.matrix.base, product.left.leadingDimension,
      product.right.matrix.base, product.right.leadingDimension,
      product.accumulates ? 1 : 0, product.result.base, product.m)
  }
}

extension Double: Scalar {
  /// One call of `cblas_dgemm`.
  public static func multiply(_ product: MatrixProduct<Double>) {
    unsafe cblas_dgemm(
      CblasColMajor, product.left.transposed ? CblasTrans : CblasNoTrans,
      product.right.transposed ? CblasTrans : CblasNoTrans, product.m, product.n, product.k,
      1, product.left.matrix.base, product.left.leadingDimension,
      product.right.matrix.base, product.right.leadingDimension,
      product.accumulates ? 1 : 0, product.result.base, product.m)
  }
}
