import SystemPackage

/// This process's resident memory, as the Linux kernel counts it.
///
/// Source: `proc(5)`, `/proc/pid/status` and `/proc/pid/clear_refs`. `ru_maxrss` will not do: it
/// survives fork and exec, so that a small child would report its parent's peak.
package enum ResidentMemory {
  /// Bytes that are resident now, VmRSS.
  package static var bytes: Int? { bytes(.system) }

  /// The same as some files tell it.
  static func bytes(_ files: SystemFiles) -> Int? { files.bytes("VmRSS", of: "/proc/self/status") }

  /// The most bytes that were resident since the last ``restartPeak()``, VmHWM.
  package static var peakBytes: Int? {
    SystemFiles.system.bytes("VmHWM", of: "/proc/self/status")
  }

  /// Lets VmHWM start again from VmRSS, and says whether the kernel does so.
  package static func restartPeak() -> Bool {
    do {
      let file = try unsafe FileDescriptor.open("/proc/self/clear_refs", .writeOnly)
      _ = try file.closeAfter { try file.writeAll("5".utf8) }
      return true
    } catch {
      return false
    }
  }
}
