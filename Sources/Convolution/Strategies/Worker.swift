/// One thread's part in a step: which images are its own, and the operations on them.
///
/// Each operation is one kernel; the time since the last one ended goes to it, so that the
/// operations of a worker add up to the worker's time with one reading of the clock each.
///
/// One thread at a time uses a worker: its crew hands it to one, and reads its record afterwards.
package final class Worker: @unchecked Sendable {
  /// This worker's number, from 0.
  package let index: Int
  /// The images that are this worker's own.
  package let images: Range<Int>

  private let geometry: ConvolutionGeometry
  private let counts: Bool
  private var lapStart = ContinuousClock.now
  // Reads whose results nobody wanted would not be done.
  private var fetchedBits: UInt32 = 0
  private(set) var times = PerOperation(repeating: Duration.zero)
  private(set) var trips = PerOperation(repeating: TripTally())

  init(index: Int, workload: Workload, counts: Bool) {
    self.index = index
    self.counts = counts
    geometry = workload.geometry
    images = workload.images(ofWorker: index)
  }

  func forget() {
    times = PerOperation(repeating: .zero)
    trips = PerOperation(repeating: TripTally())
  }

  func run(_ work: (Worker) -> Void) {
    lapStart = .now
    work(self)
  }

  func endLap(as operation: Operation) {
    let now = ContinuousClock.now
    times[operation] += now - lapStart
    lapStart = now
  }

  func perform(_ operation: Operation, _ kernel: some Kernel) {
    if counts {
      kernel.execute(&trips[operation])
    } else {
      var none = NoTally()
      kernel.execute(&none)
    }
    endLap(as: operation)
  }
}

extension Worker {
  /// φ(pad(Z)), the given columns: `[d × b·a·l] → [K × columns]`.
  ///
  /// Where φ(pad(Z)) is Z itself nothing is expanded and the columns of Z are returned.
  ///
  /// - Parameters:
  ///   - operation: ``Operation/phi`` or ``Operation/phiAgain``.
  ///   - input: Z.
  ///   - columns: which columns of φ.
  ///   - place: where they go, if they must go anywhere.
  /// - Returns: the columns of φ.
  package func phi<T: Scalar>(
    _ operation: Operation, of input: Matrix<T>, columns: Range<Int>,
    into place: @autoclosure () -> Matrix<T>
  ) -> Matrix<T> {
    if geometry.phiIsInput { return fetched(input[columns: columns]) }
    let result = place()
    perform(operation, PhiKernel(geometry, of: input, columns: columns, into: result))
    return result
  }

  /// Columns that are in the cache now, for the product that comes next; its time takes this in.
  package func fetched<T: Scalar>(_ columns: Matrix<T>) -> Matrix<T> {
    fetchedBits &+= columns.fetch()
    return columns
  }

  /// S = W φ: `[d_out × K] · [K × n] → [d_out × n]`.
  package func gemmS<T: Scalar>(weight: Matrix<T>, phi: Matrix<T>, into s: Matrix<T>) {
    perform(.gemmS, MatrixProduct(.plain(weight), .plain(phi), into: s))
  }

  /// S ← σ(S + b 1ᵀ).
  package func biasReLU<T: Scalar>(bias: Matrix<T>, s: Matrix<T>) {
    perform(.biasReLU, BiasReLUKernel(bias: bias, s: s))
  }

  /// P_pool σ(S), of whole images, or of a part of them that a geometry describes.
  package func pool<T: Scalar>(
    _ geometry: ConvolutionGeometry, s: Matrix<T>, into output: Matrix<T>, choices: Matrix<UInt16>
  ) {
    perform(.pool, PoolKernel(geometry, of: s, into: output, choices: choices))
  }

  /// Δ ← mat(vec(Δ)ᵀ P_pool), of whole images, or of a part of them that a geometry describes.
  package func unpool<T: Scalar>(
    _ geometry: ConvolutionGeometry, delta: Matrix<T>, choices: Matrix<UInt16>,
    into result: Matrix<T>
  ) {
    perform(.unpool, UnpoolKernel(geometry, of: delta, choices: choices, into: result))
  }

  /// ∂ξ/∂b = Δ 1, or what these columns add to it.
  package func biasGradient<T: Scalar>(delta: Matrix<T>, into result: Matrix<T>, accumulates: Bool)
  {
    perform(.biasGradient, RowSumsKernel(of: delta, into: result, accumulates: accumulates))
  }

  /// ∂ξ/∂W = Δ φᵀ, or what these columns add to it: `[d_out × n] · [n × K] → [d_out × K]`.
  package func gemmDW<T: Scalar>(
    delta: Matrix<T>, phi: Matrix<T>, into result: Matrix<T>, accumulates: Bool
  ) {
    perform(
      .gemmDW,
      MatrixProduct(.plain(delta), .transposed(phi), into: result, accumulates: accumulates))
  }

  /// V = Wᵀ Δ: `[K × d_out] · [d_out × n] → [K × n]`, with scratch for a block of Wᵀ.
  package func gemmV<T: Scalar>(
    weight: Matrix<T>, delta: Matrix<T>, into v: Matrix<T>, scratch: Matrix<T>
  ) {
    perform(.gemmV, MatrixProduct(.transposed(weight), .plain(delta), into: v, scratch: scratch))
  }

  /// ΔZ = V P_φ P_pad, the part of the given columns; see ``Col2imKernel`` for their order.
  package func col2im<T: Scalar>(v: Matrix<T>, columns: Range<Int>, into result: Matrix<T>) {
    perform(.col2im, Col2imKernel(geometry, of: v, columns: columns, into: result))
  }

  /// ΔZ ← ΔZ ⊙ I[Z].
  package func reluMask<T: Scalar>(input: Matrix<T>, delta: Matrix<T>) {
    perform(.reluMask, ReLUMaskKernel(input: input, delta: delta))
  }
}
