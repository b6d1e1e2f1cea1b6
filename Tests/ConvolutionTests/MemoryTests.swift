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
}
