import Foundation
import TestFixtures

/// A small network and images that it can learn, as files.
final class NetworkFixture {
  let folder: TemporaryFolder
  let network: String
  let images: String
  let labels: String

  static let yaml = """
    input: {d: 1, a: 6, b: 5}
    classes: 3
    loss: squared
    layers:
      - {name: one, d_out: 4, h: 3, padding: same, pool: 2}
      - {name: two, d_out: 6, h: 2}
    training: {epochs: 4, batch: 8, learning_rate: 0.05, momentum: 0.5}
    """

  init() throws {
    folder = try TemporaryFolder()
    network = try folder.file("network.yaml", Array(Self.yaml.utf8))
    let classes = (0..<20).map { UInt8($0 % 3) }
    images = try folder.file("images", Self.images(classes))
    labels = try folder.file("labels", Self.labels(classes))
  }

  /// Images of 6 × 5 whose bright rows tell their class.
  static func images(_ classes: [UInt8], a: UInt8 = 6) -> [UInt8] {
    [0, 0, 8, 3, 0, 0, 0, UInt8(classes.count), 0, 0, 0, a, 0, 0, 0, 5]
      + classes.enumerated().flatMap { image, label in
        (0..<Int(a) * 5).map { pixel in
          UInt8(pixel / 10 == Int(label) ? 200 + (image + pixel) % 50 : (image * pixel) % 40)
        }
      }
  }

  static func labels(_ classes: [UInt8]) -> [UInt8] {
    [0, 0, 8, 1, 0, 0, 0, UInt8(classes.count)] + classes
  }
}
