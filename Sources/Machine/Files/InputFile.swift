import Foundation
import SystemPackage

/// A file that the user names, read once from its beginning to its end: it may be a pipe.
package struct InputFile: ~Copyable {
  private let descriptor: FileDescriptor
  private let path: String

  /// Opens a file; refused as `noInput`.
  package init(path: String) throws(Refusal) {
    do {
      descriptor = try .open(FilePath(path), .readOnly, options: .closeOnExec)
    } catch .noSuchFileOrDirectory {
      throw Refusal(.noInput, "\(path) does not exist")
    } catch {
      throw Refusal(.noInput, "\(path) cannot be read: \(error)")
    }
    self.path = path
  }

  deinit {
    try? descriptor.close()
  }

  /// The next bytes, as many as come at once; none at the end.
  package func next() throws(Refusal) -> [UInt8] {
    do {
      return try unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = try unsafe descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
    } catch {
      throw Refusal(.noInput, "\(path) cannot be read: \(error)")
    }
  }

  /// All bytes of a file.
  package static func contents(_ path: String) throws(Refusal) -> [UInt8] {
    let file = try InputFile(path: path)
    var bytes: [UInt8] = []
    while true {
      let piece = try file.next()
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }
}
