import SystemPackage

/// This process's resident memory, as the Linux kernel counts it.
///
/// Source: `proc(5)`, `/proc/pid/status` and `/proc/pid/clear_refs`. `ru_maxrss` will not do: it
/// survives fork and exec, so that a small child would report its parent's peak.
enum ResidentMemory {
  /// Bytes that are resident now, VmRSS.
  static var bytes: Int? { field("VmRSS:") }

  /// The most bytes that were resident since the last ``restartPeak()``, VmHWM.
  static var peakBytes: Int? { field("VmHWM:") }

  /// Lets VmHWM start again from VmRSS.
  ///
  /// - Returns: whether the kernel does so.
  static func restartPeak() -> Bool {
    do {
      let file = try FileDescriptor.open("/proc/self/clear_refs", .writeOnly)
      _ = try file.closeAfter { try file.writeAll("5".utf8) }
      return true
    } catch {
      return false
    }
  }

  private static func field(_ name: String) -> Int? {
    guard let status = try? text("/proc/self/status"),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
      let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({
        Int($0)
      })
    else { return nil }
    return kibibytes * 1024
  }

  private static func text(_ path: FilePath) throws -> String {
    let file = try FileDescriptor.open(path, .readOnly)
    return try file.closeAfter {
      var bytes = [UInt8](repeating: 0, count: 16 << 10)
      let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
      return String(decoding: bytes[..<count], as: UTF8.self)
    }
  }
}
