/// What a layer does about φ(pad(Z)) between its forward and its backward pass.
///
/// All strategies compute the same output and gradients from the same input: bit for bit where
/// they split the products alike, else within rounding. They differ in what they keep and in what
/// they compute again. To add one, write a type that conforms in a file of its own and add one
/// line to ``Strategies/all``.
///
/// `forward` and `backward` get a ``Crew``, which shares the images out to workers; a worker's
/// methods are the slides' operations, each timed and counted.
package protocol BackwardStrategy: Sendable {
  /// The name on the command line and in the CSV.
  var name: String { get }

  /// One line for the list of strategies: what is kept and what it costs.
  var summary: String { get }

  /// The columns of φ that the backward pass expands once more, N or fewer; 0 where φ is Z itself.
  func columnsExpandedAgain(_ workload: Workload) -> Int

  /// The most columns of φ that one product spans: what is touched between two uses of the cache
  /// follows from it. N where a strategy does not say.
  func tileColumns(_ workload: Workload) -> Int

  /// The strategy as it is on a machine whose L2 cache has some bytes; itself where a strategy does
  /// not say, since it cuts nothing for a cache.
  func cut(forL2Bytes bytes: Int) -> any BackwardStrategy

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
  package func tileColumns(_ workload: Workload) -> Int { workload.geometry.phiColumns }

  package func cut(forL2Bytes bytes: Int) -> any BackwardStrategy { self }
}
