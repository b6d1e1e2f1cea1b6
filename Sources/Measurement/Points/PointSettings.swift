import Machine

/// How points are measured.
package struct PointSettings: Sendable, Codable {
  /// Determines everything that is pseudo-random.
  package let seed: UInt64
  /// Real images for the layers that they fit.
  package private(set) var images: ImageFiles?
  package let sampling: Sampling
  /// Bytes of the last cache level.
  package let cacheBytes: Int
}

extension PointSettings {
  /// Settings for a machine; if it does not tell its caches, they are taken for larger than most are.
  package init(
    seed: UInt64, images: ImageFiles? = nil, sampling: Sampling, machine: Machine
  ) {
    self.init(
      seed: seed, images: images, sampling: sampling,
      cacheBytes: machine.processor.caches.largestBytes ?? 64 << 20)
  }
}
