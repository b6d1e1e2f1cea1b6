import Glibc

/// The sizes of the data caches that one core sees.
package struct Caches: Codable, Hashable, Sendable {
  /// First level, data only, in bytes.
  package var l1dBytes: Int?
  /// Second level in bytes.
  package var l2Bytes: Int?
  /// Third level in bytes, all of it even where cores share it.
  package var l3Bytes: Int?

  package static let unknown = Caches()

  /// The largest cache that is known, in bytes.
  package var largestBytes: Int? { [l1dBytes, l2Bytes, l3Bytes].compactMap(\.self).max() }

  /// What sysfs says of a processor's caches; nothing where it has no such folder.
  package static func read(_ files: SystemFiles, processor: Int = 0) -> Caches {
    var caches = Caches()
    // Eight indices are more than any processor has; they are numbered without gaps.
    for index in 0..<8 {
      let folder = "/sys/devices/system/cpu/cpu\(processor)/cache/index\(index)"
      guard let level = files.value("\(folder)/level"), let type = files.value("\(folder)/type"),
        type != "Instruction", let bytes = files.value("\(folder)/size").flatMap(bytes(ofSize:))
      else { continue }
      switch level {
      case "1": caches.l1dBytes = bytes
      case "2": caches.l2Bytes = bytes
      case "3": caches.l3Bytes = bytes
      default: break
      }
    }
    return caches
  }

  /// What the C library knows, on x86 from the CPUID instruction: for machines without the folder
  /// in sysfs, as some virtual machines and containers are.
  static var ofLibrary: Caches {
    func size(_ name: Int) -> Int? {
      let bytes = sysconf(Int32(name))
      return bytes > 0 ? bytes : nil
    }
    return Caches(
      l1dBytes: size(Int(_SC_LEVEL1_DCACHE_SIZE)), l2Bytes: size(Int(_SC_LEVEL2_CACHE_SIZE)),
      l3Bytes: size(Int(_SC_LEVEL3_CACHE_SIZE)))
  }

  /// The same sizes, with another's where one is unknown.
  func filled(from other: Caches) -> Caches {
    Caches(
      l1dBytes: l1dBytes ?? other.l1dBytes, l2Bytes: l2Bytes ?? other.l2Bytes,
      l3Bytes: l3Bytes ?? other.l3Bytes)
  }

  /// The bytes of a size such as `48K` or `32M`.
  static func bytes(ofSize size: String) -> Int? {
    let factors: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
    guard let factor = size.last.flatMap({ factors[$0] }) else { return Int(size) }
    return Int(size.dropLast()).map { $0 * factor }
  }
}
