import Convolution

/// Where a layer's Z comes from.
package struct InputSource: Hashable, Sendable {
  /// Determines everything that is pseudo-random.
  package let seed: UInt64
  /// Real images for the layers that they fit.
  package let images: LabelledImages?

  /// A source of pseudo-random numbers, and of images where they fit.
  package init(seed: UInt64, images: LabelledImages? = nil) {
    self.seed = seed
    self.images = images
  }

  /// The images, where they fit a geometry and are enough for a mini-batch of it.
  package func images(for geometry: ConvolutionGeometry) -> LabelledImages? {
    guard let images, geometry.d == 1, geometry.a == images.a, geometry.b == images.b,
      geometry.l <= images.count
    else { return nil }
    return images
  }
}
