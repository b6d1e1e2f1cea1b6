import Convolution
import Machine
import Measurement

/// Labelled images that a network can take.
package struct TrainingData: Sendable {
  private let images: LabelledImages

  package var count: Int { images.count }

  /// Reads images that a network can take: all have its input's shape, and each label is a class.
  package init(_ files: ImageFiles, for definition: NetworkDefinition) throws(Refusal) {
    images = try files.load()
    let shape = ImageShape(d: 1, a: images.a, b: images.b)
    guard shape == definition.input else {
      throw Refusal(
        .data,
        "\(files.images): the images are \(shape) (d × a × b), but the network takes "
          + "\(definition.input)")
    }
    if let image = images.labels.firstIndex(where: { Int($0) >= definition.classes }) {
      throw Refusal(
        .data,
        "\(files.labels): the label of image \(image) is \(images.labels[image]), but the network "
          + "has the classes 0 to \(definition.classes - 1)")
    }
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
