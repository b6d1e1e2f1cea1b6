/// What one step has to do: a layer's sizes, and how they are worked on.
///
/// All counts and bytes of a strategy are functions of this value alone.
package struct Workload: Hashable, Sendable, Codable {
  /// The layer's sizes.
  package let geometry: ConvolutionGeometry
  /// Whether ∂ξ/∂vec(Z) is wanted, the slides' `if m > 1`.
  package let inputGradient: Bool
  /// The scalar type of all tensors.
  package let precision: Precision
  /// Threads asked for; see ``workers``.
  package let threads: Int
  /// Columns of a tile that ``Cached`` and ``Tiled`` are told to use; `nil` lets them choose.
  package let tileColumns: Int?
  /// R: backward passes per forward pass, all with what the one forward pass saved. Stochastic
  /// gradient has 1; a Newton method's conjugate gradients read φ twice per inner step.
  package let reuse: Int

  /// The most backward passes per forward pass that a step of a layer may be asked for: beyond it
  /// the step's operations could no longer be counted.
  package static func largestReuse(_ geometry: ConvolutionGeometry) -> Int {
    // One backward pass has 2 + 2 + 1 + 1 operations per product d_out·K·N at most, forward has 3.
    min(Parameter.reuse.bounds.upperBound, Int.max / (16 * geometry.dOut * geometry.phiCount))
  }

  /// - Precondition: `threads`, `tileColumns` and `reuse` are within their parameters' bounds,
  ///   `reuse` at most ``largestReuse(_:)``.
  package init(
    geometry: ConvolutionGeometry, inputGradient: Bool = true, precision: Precision = .float,
    threads: Int = 1, tileColumns: Int? = nil, reuse: Int = 1
  ) {
    precondition(Parameter.threads.bounds.contains(threads), "threads out of range")
    precondition(tileColumns.map { $0 >= 1 } ?? true, "a tile needs a column")
    precondition((1...Self.largestReuse(geometry)).contains(reuse), "reuse out of range")
    self.geometry = geometry
    self.inputGradient = inputGradient
    self.precision = precision
    self.threads = threads
    self.tileColumns = tileColumns
    self.reuse = reuse
  }

  /// Validates values of the parameters; one that is missing has its standard value.
  ///
  /// - Throws: ``GeometryError``.
  package init(
    _ values: [Parameter: ParameterValue], inputGradient: Bool = true,
    precision: Precision = .float
  ) throws(GeometryError) {
    func number(_ parameter: Parameter) throws(GeometryError) -> Int {
      let number =
        switch values[parameter] ?? parameter.standard {
        case .number(let number): number
        case .same: try ConvolutionGeometry.samePadding(number)
        }
      try parameter.require(number)
      return number
    }
    let geometry = try ConvolutionGeometry(number)
    let tileColumns = try number(.tileColumns)
    let reuse = try number(.reuse)
    try Parameter.reuse.require(reuse, in: 1...Self.largestReuse(geometry))
    self.init(
      geometry: geometry, inputGradient: inputGradient, precision: precision,
      threads: try number(.threads), tileColumns: tileColumns == 0 ? nil : tileColumns, reuse: reuse
    )
  }

  /// The same with tiles of a given width.
  package func with(tileColumns: Int?) -> Workload {
    Workload(
      geometry: geometry, inputGradient: inputGradient, precision: precision, threads: threads,
      tileColumns: tileColumns, reuse: reuse)
  }

  /// Bytes of φ(pad(Z)) of the whole mini-batch; none where φ is Z itself.
  package var phiBytes: Int { geometry.phiIsInput ? 0 : geometry.phiCount * precision.bytes }

  /// Workers that share out the images: no more than there are images.
  package var workers: Int { min(threads, geometry.l) }

  /// The images of a worker: contiguous, and as many for each as for any other, or one more.
  package func images(ofWorker worker: Int) -> Range<Int> {
    precondition((0..<workers).contains(worker), "no such worker")
    return (0..<geometry.l).part(worker, of: workers)
  }
}
