import Convolution

/// Where a layer's Z comes from.
public struct InputSource: Hashable, Sendable {
  /// Determines everything that is pseudo-random.
  public let seed: UInt64
  /// Real images for the layers that they fit.
  public let images: LabelledImages?

  /// A source of pseudo-random numbers, and of images where they fit.
  public init(seed: UInt64, images: LabelledImages? = nil) {
    self.seed = seed
    self.images = images
  }

  /// The images, where they fit a geometry and are enough for a mini-batch of it.
  public func images(for geometry: ConvolutionGeometry) -> LabelledImages? {
    guard let images, geometry.d == 1, geometry.a == images.a, geometry.b == images.b,
      geometry.l <= images.count
    else { return nil }
    return images
  }
}
