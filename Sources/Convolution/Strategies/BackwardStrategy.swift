/// What a layer does about φ(pad(Z)) between its forward and its backward pass.
///
/// All strategies compute the same output and gradients from the same input: bit for bit where
/// they split the products alike, else within rounding. They differ in what they keep and in what
/// they compute again, and each has formulas of its own for what it executes and allocates. To add
/// one, write a type that conforms in a file of its own and add one line to ``Strategies/all``.
///
/// `forward` and `backward` get a ``Crew``, which shares the images out to workers; a worker's
/// methods are the slides' operations, each timed and counted.
package protocol BackwardStrategy: Sendable {
  /// The name on the command line and in the CSV.
  var name: String { get }

  /// One line for the list of strategies: what is kept and what it costs.
  var summary: String { get }

  /// Whether φ of the whole mini-batch lives on from the forward to the backward pass.
  var keepsPhi: Bool { get }

  /// What one of the executed operations costs in one pass, by formula: exactly what its loops and
  /// products count.
  ///
  /// - Returns: the counts, or `nil` where the strategy has no such operation at the workload.
  func counts(_ operation: Operation, _ workload: Workload) -> OperationCounts?

  /// FLOPs that OpenBLAS adds to a step's products by its contract, C ← α A B + β C: it multiplies each
  /// element of each product by α and adds it to C, although α is 1. ``counts(_:_:)`` has none of them.
  ///
  /// Where each product is one call, as everywhere but on AVX-512: see `ProductBlocks`.
  func contractFLOPs(_ workload: Workload) -> Int

  /// The most columns of φ that one product spans: what is touched between two uses of the cache
  /// follows from it. `nil` where a strategy has no such tiles.
  func tileColumns(_ workload: Workload) -> Int?

  /// The bytes of a step by formula; the allocator must find the same, to the byte.
  func memory(_ workload: Workload) -> MemoryFormula

  /// Z' = mat(P_pool vec(σ(W φ(pad(Z)) + b 1ᵀ))), and whatever `backward` will want.
  ///
  /// - Throws: ``OutOfMemory``.
  func forward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, crew: Crew
  ) throws(OutOfMemory) -> ForwardResult<T>

  /// ∂ξ/∂W (2), ∂ξ/∂b and, where the workload wants it, the Δ of the layer below (3).
  ///
  /// - Parameters:
  ///   - layer: W and b.
  ///   - input: Z, as `forward` had it.
  ///   - delta: the Δ from above, d_out × (b_out·a_out·l), already masked by I[Z'].
  ///   - saved: what `forward` kept; it may be asked again.
  ///   - crew: the workers.
  /// - Returns: all gradients.
  /// - Throws: ``OutOfMemory``.
  func backward<T: Scalar>(
    _ layer: borrowing Layer<T>, input: borrowing Buffer<T>, delta: borrowing Buffer<T>,
    saved: borrowing Saved<T>, crew: Crew
  ) throws(OutOfMemory) -> Gradients<T>
}

extension BackwardStrategy {
  package var keepsPhi: Bool { false }

  package func contractFLOPs(_ workload: Workload) -> Int { 0 }

  package func tileColumns(_ workload: Workload) -> Int? { nil }
}
