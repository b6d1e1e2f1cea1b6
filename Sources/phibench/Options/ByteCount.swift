import ArgumentParser
import Measurement

/// A number of bytes as the command line writes it: `4GiB`, `1.5GB`, `500M` (of 1024 · 1024), or
/// plain bytes; units in small letters, too.
struct ByteCount: ExpressibleByArgument, Sendable {
  /// At least 1.
  let bytes: Int

  private static let units: [(suffix: String, bytes: Double)] = [
    ("KiB", 0x1p10), ("MiB", 0x1p20), ("GiB", 0x1p30), ("TiB", 0x1p40),
    ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12),
    ("K", 0x1p10), ("M", 0x1p20), ("G", 0x1p30), ("T", 0x1p40), ("B", 1), ("", 1),
  ]

  init?(argument: String) {
    let small = argument.lowercased()
    guard let unit = Self.units.first(where: { small.hasSuffix($0.suffix.lowercased()) }) else {
      return nil
    }
    let digits = argument.dropLast(unit.suffix.count)
    guard digits.first?.isASCII ?? false, digits.first?.isNumber ?? false,
      let number = Double(decimal: digits),
      let bytes = Int(exactly: (number * unit.bytes).rounded()),
      bytes >= 1
    else { return nil }
    self.bytes = bytes
  }
}
