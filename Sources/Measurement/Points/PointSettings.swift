/// How points are measured.
public struct PointSettings: Sendable, Codable {
  /// Determines everything that is pseudo-random.
  public let seed: UInt64
  /// Real images for the layers that they fit.
  public let images: ImageFiles?
  /// How long to sample.
  public let sampling: Sampling
  /// Bytes of the last cache level.
  public let cacheBytes: Int

  /// Settings as given.
  public init(seed: UInt64, images: ImageFiles? = nil, sampling: Sampling, cacheBytes: Int) {
    self.seed = seed
    self.images = images
    self.sampling = sampling
    self.cacheBytes = cacheBytes
  }
}
