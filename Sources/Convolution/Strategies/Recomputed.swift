/// Keeps nothing of φ(pad(Z)): expands it image by image in forward, and once more in backward.
///
/// The slides' sample code. Its scratch is one image's φ per worker, h·h·d·a_conv·b_conv elements;
/// with pooling, one image's S or Δ beside it.
package struct Recomputed: Expanding {
  package let name = "recomputed"
  package let summary = "keeps nothing; expands φ image by image, in forward and again in backward"

  /// The strategy has nothing to set.
  package init() {}

  func tiling(_ workload: Workload) -> Tiling {
    Tiling(workload, imagesPerBlock: 1)
  }
}
