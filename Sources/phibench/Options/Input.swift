import Foundation

/// Files that the user names.
enum Input {
  /// The bytes of a file.
  ///
  /// - Throws: ``Failure`` with status 66 if there is none that can be read.
  static func bytes(_ path: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw Failure(.noInput, "\(path) \(isThere ? "cannot be read" : "does not exist")")
    }
  }

  /// The text of a file.
  ///
  /// - Throws: ``Failure`` with status 66 as above, 65 if it is not UTF-8.
  static func text(_ path: String) throws -> String {
    guard let text = String(validating: try bytes(path), as: UTF8.self) else {
      throw Failure(.data, "\(path) is not UTF-8 text")
    }
    return text
  }
}
