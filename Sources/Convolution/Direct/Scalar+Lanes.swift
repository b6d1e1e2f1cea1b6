// Only whether they can be imported matters: each can where the build is for such a processor.
#if canImport(CBuiltForAVX512) || canImport(CBuiltForAVX2) || arch(arm64)
  extension SIMD where Scalar: FloatingPoint {
    /// self + left·right by fused multiply-adds, rounded once.
    @inline(__always)
    fileprivate func adding(productOf left: Self, _ right: Self) -> Self {
      addingProduct(left, right)
    }
  }
#else
  extension SIMD where Scalar: FloatingPoint {
    /// self + left·right, rounded twice: without an instruction that fuses the two, each lane would
    /// be a call of the C library.
    @inline(__always)
    fileprivate func adding(productOf left: Self, _ right: Self) -> Self { self + left * right }
  }
#endif

// Written out for both scalars: over a generic `Lanes`, the operators of SIMD work lane by lane, and a
// product took up to six times as long.

extension Float {
  /// The same scalar in sixteen lanes.
  @inline(__always)
  package static func lanes(repeating value: Float) -> SIMD16<Float> { SIMD16(repeating: value) }

  /// sum + left·right of sixteen lanes.
  @inline(__always)
  package static func sum(
    _ sum: SIMD16<Float>, ofProduct left: SIMD16<Float>, _ right: SIMD16<Float>
  ) -> SIMD16<Float> {
    sum.adding(productOf: left, right)
  }

  /// σ of sixteen lanes.
  @inline(__always)
  package static func rectified(_ lanes: SIMD16<Float>) -> SIMD16<Float> {
    masked(lanes, by: lanes)
  }

  /// Sixteen lanes where z is above zero, else zero.
  @inline(__always)
  package static func masked(_ lanes: SIMD16<Float>, by z: SIMD16<Float>) -> SIMD16<Float> {
    SIMD16.zero.replacing(with: lanes, where: z .> 0)
  }
}

extension Double {
  /// The same scalar in eight lanes.
  @inline(__always)
  package static func lanes(repeating value: Double) -> SIMD8<Double> { SIMD8(repeating: value) }

  /// sum + left·right of eight lanes.
  @inline(__always)
  package static func sum(
    _ sum: SIMD8<Double>, ofProduct left: SIMD8<Double>, _ right: SIMD8<Double>
  ) -> SIMD8<Double> {
    sum.adding(productOf: left, right)
  }

  /// σ of eight lanes.
  @inline(__always)
  package static func rectified(_ lanes: SIMD8<Double>) -> SIMD8<Double> {
    masked(lanes, by: lanes)
  }

  /// Eight lanes where z is above zero, else zero.
  @inline(__always)
  package static func masked(_ lanes: SIMD8<Double>, by z: SIMD8<Double>) -> SIMD8<Double> {
    SIMD8.zero.replacing(with: lanes, where: z .> 0)
  }
}
