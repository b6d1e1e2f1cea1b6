import Foundation
import Glibc
import Machine
import SystemPackage

/// Files that come into being whole: written beside their place, down to the device, and renamed.
///
/// Whoever reads such a file, or loses power, finds the old one or the new one, never a part. Until
/// it is whole nobody but the user can read it; then it has the permissions of the file whose place
/// it takes. What is no regular file, as a device or a pipe, is written where it is.
package enum AtomicFile {
  /// Makes sure that ``write(_:to:overwrites:)`` will find its path free, before a long work whose result it is
  /// to hold.
  package static func requireFree(_ path: String, overwrites: Bool) throws(Refusal) {
    guard !overwrites, let old = try? Stat(FilePath(path)) else { return }
    if old.type == .regular, old.size > 0 { throw .exists(path) }
  }

  /// Makes sure that a file can come into being, before a long work: that its name is not too long, nor those
  /// of files beside it with other endings in the place of `.csv`, and its folder is there and lets files in.
  package static func requirePossible(_ path: String, endings: [String] = []) throws(Refusal) {
    let target = FilePath(resolved(path))
    let names = [path] + endings.map { MachineFacts.stem(ofCSV: path) + $0 }
    for name in names.map({ FilePath($0).lastComponent?.string ?? "" })
    where name.utf8.count > longestName {
      throw Refusal(
        .cannotCreate,
        "\(path) cannot be created: a name has at most \(longestName) bytes, and \(name) "
          + "\(name.utf8.count)")
    }
    if let old = try? Stat(target) {
      guard old.type == .directory else { return }
      throw Refusal(.cannotCreate, "\(path) cannot be created: it is a folder")
    }
    let folder = target.removingLastComponent()
    guard unsafe access(folder.isEmpty ? "." : folder.string, W_OK | X_OK) == 0 else {
      throw .cannotCreate(path, Errno(rawValue: errno))
    }
  }

  /// Linux's NAME_MAX, of every common file system.
  private static let longestName = 255

  /// Writes a file; where a symbolic link stands, the file that it leads to. With `overwrites` a file gives way
  /// that is there already and is not empty.
  package static func write(
    _ bytes: some Sequence<UInt8>, to path: String, overwrites: Bool
  ) throws(Refusal) {
    let file = try create(path, overwrites: overwrites, beginningWith: bytes)
    do {
      try file.close()
    } catch {
      throw .cannotWrite(path, error)
    }
  }

  /// Creates a file that begins with some bytes, and leaves it open for more to be appended; the caller closes
  /// it.
  package static func create(
    _ path: String, overwrites: Bool, beginningWith bytes: some Sequence<UInt8>
  ) throws(Refusal) -> FileDescriptor {
    let target = resolved(path)
    let old: Stat
    do throws(Errno) {
      old = try Stat(FilePath(target))
    } catch .noSuchFileOrDirectory {
      return try replace(target, named: path, by: bytes, keepingWhatIsThere: !overwrites)
    } catch {
      throw .cannotCreate(path, error)
    }
    guard old.type == .regular else { return try open(target, named: path, andWrite: bytes) }
    try requireFree(path, overwrites: overwrites)
    return try replace(
      target, named: path, by: bytes, keepingWhatIsThere: false, permissions: old.permissions)
  }

  private static func open(
    _ target: String, named path: String, andWrite bytes: some Sequence<UInt8>
  ) throws(Refusal) -> FileDescriptor {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(FilePath(target), .writeOnly)
    } catch {
      throw .cannotCreate(path, error)
    }
    do {
      try file.writeAll(bytes)
      return file
    } catch {
      try? file.close()
      throw .cannotWrite(path, error)
    }
  }

  private static func replace(
    _ target: String, named path: String, by bytes: some Sequence<UInt8>, keepingWhatIsThere: Bool,
    permissions: FilePermissions? = nil
  ) throws(Refusal) -> FileDescriptor {
    let target = FilePath(target)
    let folder = target.removingLastComponent()
    let name = ".phibench-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    let temporary = folder.appending(name)
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: .ownerReadWrite)
    } catch {
      throw .cannotCreate(path, error)
    }
    do {
      try file.writeAll(bytes)
      try check(fchmod(file.rawValue, permissions?.rawValue ?? 0o666 & ~userMask))
      try check(fsync(file.rawValue))
      if keepingWhatIsThere {
        try link(temporary, target)
      } else {
        try check(unsafe rename(temporary.string, target.string))
      }
      try flush(folder)
      return file
    } catch {
      unsafe unlink(temporary.string)
      try? file.close()
      if error as? Errno == .fileExists { throw .exists(path) }
      throw .cannotWrite(path, error)
    }
  }

  /// Gives a file its name, unless somebody has just taken that.
  private static func link(_ temporary: FilePath, _ target: FilePath) throws(Errno) {
    do throws(Errno) {
      try check(unsafe Glibc.link(temporary.string, target.string))
    } catch .notPermitted, .notSupported {
      // A file system without links: renaming would overwrite, but a moment ago nothing was there.
      try check(unsafe rename(temporary.string, target.string))
      return
    }
    unsafe unlink(temporary.string)
  }

  /// Makes the names in a folder survive a loss of power.
  private static func flush(_ folder: FilePath) throws {
    let folder = try FileDescriptor.open(
      folder.isEmpty ? "." : folder, .readOnly, options: [.directory, .closeOnExec])
    try folder.closeAfter {
      // Some file systems flush no folders; then there is nothing to be done.
      guard fsync(folder.rawValue) == 0 || errno == EINVAL || errno == EROFS else {
        throw Errno(rawValue: errno)
      }
    }
  }

  /// The permissions that the user gives to nobody; asking the C library would change them.
  private static var userMask: mode_t {
    SystemFiles.system.field("Umask", of: "/proc/self/status").flatMap { mode_t($0, radix: 8) }
      ?? 0o022
  }

  /// Where symbolic links lead, whether there is a file or not; links that go round in a circle are
  /// left for the system to refuse.
  private static func resolved(_ path: String) -> String {
    var path = path
    for _ in 0..<mostLinks {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
        break
      }
      path = FilePath(path).removingLastComponent().pushing(FilePath(next)).string
    }
    return path
  }

  /// As many links as the Linux kernel follows.
  private static let mostLinks = 40

  private static func check(_ status: Int32) throws(Errno) {
    guard status == 0 else { throw Errno(rawValue: errno) }
  }
}
