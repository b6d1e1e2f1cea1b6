import Foundation

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
  ///
  /// - Throws: ``ImageFileError``.
  package func load() throws(ImageFileError) -> LabelledImages {
    let contents = (try bytes(images), try bytes(labels))
    do throws(IDXError) {
      return try LabelledImages(images: contents.0, labels: contents.1)
    } catch {
      throw .malformed(path: error.kind == .images ? images : labels, error)
    }
  }

  private func bytes(_ path: String) throws(ImageFileError) -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw .unreadable(path: path)
    }
  }
}

/// Why files hold no images.
package enum ImageFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such file, or it cannot be read.
  case unreadable(path: String)
  /// It is not what it should be.
  case malformed(path: String, IDXError)

  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .unreadable(let path): "\(path) does not exist or cannot be read"
    case .malformed(let path, let error): "\(path): \(error)"
    }
  }
}
