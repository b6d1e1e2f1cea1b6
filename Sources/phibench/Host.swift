import Foundation

/// What the machine says of itself.
enum Host {
  static let cpu = "unknown"
  static let lastCacheBytes = 32 << 20
  static var freeBytes: Int { 16 << 30 }
}
