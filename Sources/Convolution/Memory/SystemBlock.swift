import Glibc

/// Memory from the system: small blocks from the C library, large ones from the kernel itself.
///
/// The C library decides by its history whether a released block goes back to the kernel or stays
/// resident; a large block that came from the kernel goes back at once, which VmHWM then shows.
enum SystemBlock {
  /// Where a block of its own from the kernel begins to pay.
  private static let large = 128 << 10
  /// A cache line, and the widest vector.
  private static let alignment = 64

  /// A block with undefined contents, or `nil` where the system has none.
  static func allocate(bytes: Int) -> UnsafeMutableRawPointer? {
    var block: UnsafeMutableRawPointer?
    if bytes < large {
      return unsafe posix_memalign(&block, alignment, max(bytes, 1)) == 0 ? block : nil
    }
    unsafe block = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    return unsafe block == MAP_FAILED ? nil : block
  }

  /// Gives a block back that ``allocate(bytes:)`` returned for the same size.
  static func release(_ block: UnsafeMutableRawPointer, bytes: Int) {
    if bytes < large {
      unsafe free(block)
    } else {
      unsafe munmap(block, bytes)
    }
  }
}
