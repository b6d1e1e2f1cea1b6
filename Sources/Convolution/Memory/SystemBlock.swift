import Glibc

/// Memory from the system: small blocks from the C library, large ones from the kernel itself.
///
/// The C library decides by its history whether a released block goes back to the kernel or stays
/// resident; a large block that came from the kernel goes back at once, which VmHWM then shows.
enum SystemBlock {
  /// Where a block of its own from the kernel begins to pay.
  private static let large = 128 << 10
  /// Where huge pages begin to pay: a walk through a matrix misses the TLB once in 2 MiB instead of
  /// once in 4 KiB. The kernel uses them where a whole one lies inside the block, so that nothing
  /// outside it becomes resident.
  private static let huge = 2 << 20
  /// A cache line, and the widest vector.
  private static let alignment = 64

  /// A block with undefined contents, or `nil` where the system has none.
  static func allocate(bytes: Int) -> UnsafeMutableRawPointer? {
    var block: UnsafeMutableRawPointer?
    if bytes < large {
      return unsafe posix_memalign(&block, alignment, max(bytes, 1)) == 0 ? block : nil
    }
    unsafe block = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    if unsafe block == MAP_FAILED { return nil }
    // Only a wish: without huge pages all is the same but slower.
    if bytes >= huge { _ = unsafe madvise(block, bytes, MADV_HUGEPAGE) }
    return unsafe block
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
