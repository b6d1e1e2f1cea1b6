import Convolution
import Measurement

/// Labelled images that a network can take.
package struct TrainingData: Sendable {
  private let images: LabelledImages

  /// The number of images.
  package var count: Int { images.count }

  /// Images that fit a network.
  ///
  /// - Throws: ``TrainingError`` where the shapes differ, or a label is no class.
  package init(
    _ images: LabelledImages, for definition: NetworkDefinition
  ) throws(TrainingError) {
    let shape = ImageShape(d: 1, a: images.a, b: images.b)
    guard shape == definition.input else {
      throw .imagesDoNotFit(images: shape, network: definition.input)
    }
    if let image = images.labels.firstIndex(where: { Int($0) >= definition.classes }) {
      throw .labelOutOfRange(
        label: Int(images.labels[image]), image: image, classes: definition.classes)
    }
    self.images = images
  }

  /// The classes of some images.
  func labels(_ chosen: some Collection<Int>) -> [Int] {
    chosen.map { Int(images.labels[$0]) }
  }

  /// Z of some images, grey values from 0 to 1: `[1 × b·a·l]`.
  func fill<T: Scalar & BinaryFloatingPoint>(_ z: Matrix<T>, with chosen: some Collection<Int>) {
    let pixels = images.a * images.b
    let places = chosen.map { $0 * pixels }
    // Rows first, and with one channel that is Z's layout.
    z.fill { T(images.pixels[places[$0 / pixels] + $0 % pixels]) / 255 }
  }
}
