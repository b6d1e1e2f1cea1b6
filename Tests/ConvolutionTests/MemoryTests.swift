import Convolution
import Testing

@Suite struct MemoryTests {
  @Test func liveAndPeakFollowBuffersByPurpose() throws {
    let memory = Memory()
    let kept = try Buffer<Float>(10, from: memory, for: .phi)
    do {
      let scratch = try Buffer<Double>(1000, from: memory, for: .workspace)
      #expect(memory.live[.phi] == 40 && memory.live[.workspace] == 8000)
      #expect(scratch.bytes == 8000)
    }
    #expect(memory.live.total == 40)
    #expect(memory.peak.total == 8040 && memory.peak[.workspace] == 8000)
    memory.restartPeak()
    #expect(memory.peak.total == 40)
    #expect(kept.count == 10)
  }

  @Test(arguments: [10, 1 << 20])
  func aReleasedBlockIsUsedAgainWhereThatIsWanted(_ count: Int) throws {
    let memory = Memory(recycles: true)
    do {
      let first = try Buffer<Float>(count, from: memory, for: .phi)
      first.vector.fill { Float($0) }
    }
    #expect(memory.live.total == 0)
    // The same block with what was in it: for another purpose, but of the same size.
    let second = try Buffer<Float>(count, from: memory, for: .gradients)
    #expect(second.vector.copied() == (0..<count).map { Float($0) })
    #expect(memory.live[.gradients] == 4 * count)
  }

  @Test func whatTheSystemDoesNotHaveIsAnErrorWithTheBytes() {
    let memory = Memory()
    #expect(throws: OutOfMemory.self) {
      _ = try Buffer<UInt8>(1 << 60, from: memory, for: .phi)
    }
    #expect(memory.live.total == 0)
  }

  @Test func spareBlocksAreGivenUpBeforeTheSystemHasNoMore() {
    let memory = Memory(recycles: true)
    #expect(throws: OutOfMemory.self) {
      do { _ = try Buffer<UInt8>(1 << 20, from: memory, for: .phi) }
      #expect(memory.spareBytes == 1 << 20)
      _ = try Buffer<UInt8>(1 << 60, from: memory, for: .phi)
    }
    #expect(memory.spareBytes == 0)
  }

  /// Blocks of one size that are live one after the other are one; those from before count for nothing.
  @Test func talliedBlocksAreThoseThatAreLiveAtOnce() throws {
    let memory = Memory.tallyingBlocks()
    do {
      let before = try Buffer<UInt8>(500, from: memory, for: .phi)
      memory.restartPeak()
      #expect(before.count == 500)
    }
    try takeBlocks(memory)
    #expect(memory.blocks == [1000: 2, 3000: 1])
    memory.restartPeak()
    #expect(memory.blocks == [:])
    #expect(Memory(recycles: true).blocks == [:])
  }

  @Test func preparedBlocksAreAllThatIsNeeded() throws {
    let memory = Memory(recycles: true)
    try memory.prepare([1000: 2, 3000: 1])
    #expect(memory.spareBytes == 5000 && memory.live.total == 0)
    try takeBlocks(memory)
    #expect(memory.spareBytes == 5000)
    #expect(throws: OutOfMemory.self) { try memory.prepare([1 << 60: 1]) }
  }

  private func takeBlocks(_ memory: Memory) throws {
    let first = try Buffer<UInt8>(1000, from: memory, for: .phi)
    for _ in 0..<3 { _ = try Buffer<UInt8>(1000, from: memory, for: .workspace) }
    let last = try Buffer<UInt8>(3000, from: memory, for: .gradients)
    #expect(memory.live.total == first.bytes + last.bytes)
  }
}
