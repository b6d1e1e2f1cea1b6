/// What one step has to do: a layer's sizes, and how they are worked on.
///
/// All counts and bytes of a strategy are functions of this value alone.
public struct Workload: Hashable, Sendable, Codable {
  /// The layer's sizes.
  public let geometry: ConvolutionGeometry
  /// Whether ∂ξ/∂vec(Z) is wanted, the slides' `if m > 1`.
  public let inputGradient: Bool
  /// The scalar type of all tensors.
  public let precision: Precision
  /// Threads asked for; see ``workers``.
  public let threads: Int
  /// Columns of a tile that the strategy ``Tiled`` is told to use; `nil` lets it choose.
  public let tileColumns: Int?

  /// The most threads that a step may be asked to use.
  public static let largestThreads = 4096

  /// - Precondition: `threads` is at least 1 and at most ``largestThreads``, and `tileColumns` at
  ///   least 1.
  public init(
    geometry: ConvolutionGeometry, inputGradient: Bool = true, precision: Precision = .float,
    threads: Int = 1, tileColumns: Int? = nil
  ) {
    precondition((1...Self.largestThreads).contains(threads), "threads out of range")
    precondition(tileColumns.map { $0 >= 1 } ?? true, "a tile needs a column")
    self.geometry = geometry
    self.inputGradient = inputGradient
    self.precision = precision
    self.threads = threads
    self.tileColumns = tileColumns
  }

  /// Bytes of φ(pad(Z)) of the whole mini-batch; none where φ is Z itself.
  public var phiBytes: Int { geometry.phiIsInput ? 0 : geometry.phiCount * precision.bytes }

  /// Workers that share out the images: no more than there are images.
  public var workers: Int { min(threads, geometry.l) }

  /// The images of a worker: contiguous, and as many for each as for any other, or one more.
  public func images(ofWorker worker: Int) -> Range<Int> {
    precondition((0..<workers).contains(worker), "no such worker")
    return geometry.l * worker / workers..<geometry.l * (worker + 1) / workers
  }
}
