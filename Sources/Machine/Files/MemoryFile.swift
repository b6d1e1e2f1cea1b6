import CLinux
import Glibc
import SystemPackage

/// Bytes that children read as a file, and that are in no folder.
package enum MemoryFile {
  /// Keeps bytes as long as this process runs, and says by which path its children open them; `nil` without
  /// /proc. Refused if the system keeps none.
  package static func path(of bytes: [UInt8]) throws(Refusal) -> String? {
    guard unsafe access(ThisProcess.folder + "/fd", X_OK) == 0 else { return nil }
    do {
      let closesOnExec: UInt32 = 1
      let descriptor = FileDescriptor(rawValue: unsafe memfd_create("phibench", closesOnExec))
      guard descriptor.rawValue >= 0 else { throw Errno(rawValue: errno) }
      try descriptor.writeAll(bytes)
      return ThisProcess.folder + "/fd/\(descriptor.rawValue)"
    } catch {
      throw Refusal(
        .insufficient, "the images cannot be kept for the processes that measure: \(error)")
    }
  }
}
