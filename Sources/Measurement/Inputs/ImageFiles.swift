import Foundation
import Machine

/// Two files in MNIST's IDX format that belong together.
package struct ImageFiles: Hashable, Sendable, Codable {
  /// The path of the images.
  package let images: String
  /// The path of their labels.
  package let labels: String

  /// Files by their paths.
  package init(images: String, labels: String) {
    self.images = images
    self.labels = labels
  }

  /// Reads both files.
  package func load() throws(Refusal) -> LabelledImages {
    try LabelledImages(images: bytes(images), labels: bytes(labels), named: self)
  }

  private func bytes(_ path: String) throws(Refusal) -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw Refusal(.noInput, "\(path) does not exist or cannot be read")
    }
  }
}
