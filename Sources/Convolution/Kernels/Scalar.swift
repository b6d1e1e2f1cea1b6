import COpenBLAS

/// A number that the kernels can compute with.
///
/// Kernels use `+`, `>`, ``multiply(_:)`` and what is done to ``Lanes`` only, so that a type that
/// counts its own operations can take the place of `Float` and `Double`.
package protocol Scalar: BitwiseCopyable, Comparable, AdditiveArithmetic, Sendable {
  /// Scalars side by side, as many as the widest vector holds; one, unless a type says otherwise.
  associatedtype Lanes: BitwiseCopyable = Self

  /// The sums of the scalars of two vectors, lane by lane.
  static func sum(_ left: Lanes, _ right: Lanes) -> Lanes

  /// The same scalar in all lanes.
  static func lanes(repeating value: Self) -> Lanes

  /// sum + left·right, lane by lane; two FLOPs each, however they are rounded.
  static func sum(_ sum: Lanes, ofProduct left: Lanes, _ right: Lanes) -> Lanes

  /// σ, lane by lane.
  static func rectified(_ lanes: Lanes) -> Lanes

  /// lanes ⊙ I[z], lane by lane.
  static func masked(_ lanes: Lanes, by z: Lanes) -> Lanes

  /// C ← A B, or C ← C + A B where the product accumulates; A and B as given or transposed.
  ///
  /// - Returns: the FLOPs executed, from the sizes of what was really multiplied.
  static func multiply(_ product: MatrixProduct<Self>) -> Int
}

extension Scalar where Lanes == Self {
  /// The sum of two scalars.
  package static func sum(_ left: Self, _ right: Self) -> Self { left + right }

  /// The scalar itself.
  package static func lanes(repeating value: Self) -> Self { value }

  /// σ of a scalar.
  package static func rectified(_ lanes: Self) -> Self { lanes > zero ? lanes : zero }

  /// The scalar where z is above zero, else zero.
  package static func masked(_ lanes: Self, by z: Self) -> Self { z > zero ? lanes : zero }
}

extension Float: Scalar {
  /// The sums of sixteen scalars.
  @inline(always)
  package static func sum(_ left: SIMD16<Float>, _ right: SIMD16<Float>) -> SIMD16<Float> {
    left + right
  }

  /// Calls `cblas_sgemm`, once or block by block.
  package static func multiply(_ product: MatrixProduct<Float>) -> Int {
    product.forEachBlock(multiply)
  }

  static func multiply(_ block: MatrixProduct<Float>.Block) {
    unsafe cblas_sgemm(
      CblasColMajor, block.left.transposition, block.right.transposition, block.m, block.n,
      block.k, 1, block.left.base, block.left.leadingDimension, block.right.base,
      block.right.leadingDimension, block.accumulates ? 1 : 0, block.result.base,
      block.result.leadingDimension)
  }
}

extension Double: Scalar {
  /// The sums of eight scalars.
  @inline(always)
  package static func sum(_ left: SIMD8<Double>, _ right: SIMD8<Double>) -> SIMD8<Double> {
    left + right
  }

  /// Calls `cblas_dgemm`, once or block by block.
  package static func multiply(_ product: MatrixProduct<Double>) -> Int {
    product.forEachBlock(multiply)
  }

  static func multiply(_ block: MatrixProduct<Double>.Block) {
    unsafe cblas_dgemm(
      CblasColMajor, block.left.transposition, block.right.transposition, block.m, block.n,
      block.k, 1, block.left.base, block.left.leadingDimension, block.right.base,
      block.right.leadingDimension, block.accumulates ? 1 : 0, block.result.base,
      block.result.leadingDimension)
  }
}
