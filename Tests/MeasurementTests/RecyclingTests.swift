import Convolution
import Testing

@Suite struct RecyclingTests {
  private let block = 256 << 10

  private func touch(_ memory: Memory, _ count: Int) throws {
    let buffer = try Buffer<UInt8>(count, from: memory, for: .workspace)
    buffer.vector.fill { UInt8(truncatingIfNeeded: $0) }
  }

  @Test func withinALimitSpareBlocksGiveWayToLiveOnes() throws {
    let memory = Memory(recyclesWithin: 3 * block)
    try touch(memory, block)
    try touch(memory, 2 * block)
    #expect(memory.spareBytes == 3 * block)
    // The smallest that makes enough room goes.
    let half = try Buffer<UInt8>(block / 2, from: memory, for: .workspace)
    #expect(memory.spareBytes == 2 * block)
    try touch(memory, 2 * block)
    #expect(memory.spareBytes == 2 * block)
    // Live bytes may exceed the limit; then nothing is spare.
    let large = try Buffer<UInt8>(4 * block, from: memory, for: .workspace)
    #expect(memory.spareBytes == 0)
    #expect(memory.live.total == half.bytes + large.bytes)
    #expect(memory.peak.total == memory.live.total)
  }

  @Test func withoutALimitEverythingIsKeptAndWithoutRecyclingNothing() throws {
    for (memory, kept) in [(Memory(recycles: true), 3 * block), (Memory(), 0)] {
      try touch(memory, block)
      try touch(memory, 2 * block)
      try touch(memory, block)
      #expect(memory.spareBytes == kept)
      #expect(memory.live.total == 0)
      #expect(memory.peak.total == 2 * block)
    }
  }
}
