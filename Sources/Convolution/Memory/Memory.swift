import Synchronization

/// The one allocator: every tensor and every workspace of phibench comes from here.
///
/// It knows to the byte what is live, for what purpose, and what was live at the worst moment.
/// A buffer counts with the bytes of its elements; alignment and the heap's own bookkeeping do not.
///
/// With `recycles` a released block is kept for the next buffer of the same size, so that
/// repetitions of a step touch no new page; without, it goes back to the system at once, so that
/// the process's resident memory follows what is live. Within a limit, blocks are kept only as long
/// as they and what is live fit into it together: few new pages, and no more memory than that.
package final class Memory: Sendable {
  private struct State {
    var live = MemoryUse()
    var peak = MemoryUse()
    var spare: [Int: [UInt]] = [:]  // addresses of released blocks by their bytes
    var spareBytes = 0
    var blocks: BlockTally?

    /// Takes a spare block of exactly so many bytes. An emptied list stays for the block's return.
    mutating func takeSpare(bytes: Int) -> UInt? {
      guard let address = spare[bytes]?.popLast() else { return nil }
      spareBytes -= bytes
      return address
    }

    mutating func keepSpare(_ address: UInt, bytes: Int) {
      spare[bytes, default: []].append(address)
      spareBytes += bytes
    }

    /// The spare block that best makes room: the smallest that suffices, else the largest.
    func spareToGiveUp(for excess: Int) -> Int? {
      let sizes = spare.lazy.filter { !$0.value.isEmpty }.map(\.key)
      return sizes.filter { $0 >= excess }.min() ?? sizes.max()
    }

    /// Gives a spare block back to the system: the one that best makes room.
    ///
    /// - Returns: whether there was one.
    mutating func giveUpSpare(for excess: Int) -> Bool {
      guard let bytes = spareToGiveUp(for: excess), let address = takeSpare(bytes: bytes),
        let block = unsafe UnsafeMutableRawPointer(bitPattern: address)
      else { return false }
      unsafe SystemBlock.release(block, bytes: bytes)
      return true
    }

    /// A block of the system, if need be at the cost of spare ones.
    mutating func allocate(bytes: Int) -> UInt? {
      repeat {
        if let block = unsafe SystemBlock.allocate(bytes: bytes) { return UInt(bitPattern: block) }
      } while giveUpSpare(for: bytes)
      return nil
    }
  }

  private let state: Mutex<State>
  private let recyclingLimit: Int

  /// An allocator with nothing live.
  ///
  /// - Parameter recycles: whether released blocks are kept, however many.
  package convenience init(recycles: Bool = false) {
    self.init(recyclesWithin: recycles ? .max : 0)
  }

  /// An allocator with nothing live that recycles nothing, and knows its ``blocks``.
  package static func tallyingBlocks() -> Memory { Memory(recyclesWithin: 0, blocks: BlockTally()) }

  /// An allocator with nothing live that keeps released blocks as long as they and what is live
  /// have no more than some bytes together.
  package convenience init(recyclesWithin limit: Int) {
    self.init(recyclesWithin: limit, blocks: nil)
  }

  private init(recyclesWithin limit: Int, blocks: BlockTally?) {
    recyclingLimit = limit
    state = Mutex(State(blocks: blocks))
  }

  deinit {
    state.withLock { state in
      for (bytes, addresses) in state.spare {
        for address in addresses {
          guard let block = unsafe UnsafeMutableRawPointer(bitPattern: address) else { continue }
          unsafe SystemBlock.release(block, bytes: bytes)
        }
      }
    }
  }

  /// What is live now.
  package var live: MemoryUse { state.withLock { $0.live } }

  /// What was live when most was, since the last ``restartPeak()``.
  package var peak: MemoryUse { state.withLock { $0.peak } }

  /// Bytes of released blocks that are kept for later buffers.
  package var spareBytes: Int { state.withLock { $0.spareBytes } }

  /// Lets the peak start again from what is live now.
  package func restartPeak() {
    state.withLock {
      $0.peak = $0.live
      if $0.blocks != nil { $0.blocks = BlockTally() }
    }
  }

  /// How many blocks of each size in bytes were live at once at the most, of those that were allocated
  /// since the last ``restartPeak()``.
  package var blocks: [Int: Int] { state.withLock { $0.blocks?.most ?? [:] } }

  /// Makes spare blocks whose pages are there already, so that a step that needs them touches no new one.
  ///
  /// - Parameter blocks: how many of each size in bytes.
  /// - Throws: ``OutOfMemory`` where the system does not give one.
  package func prepare(_ blocks: [Int: Int]) throws(OutOfMemory) {
    for (bytes, count) in blocks {
      for _ in 0..<count {
        let block = state.withLock { $0.allocate(bytes: bytes) }
        guard let block, let start = unsafe UnsafeMutableRawPointer(bitPattern: block) else {
          throw OutOfMemory(bytes: bytes, purpose: .workspace)
        }
        unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        state.withLock { $0.keepSpare(block, bytes: bytes) }
      }
    }
  }

  /// A block, its contents undefined.
  ///
  /// - Throws: ``OutOfMemory`` where the system does not give it.
  func allocate(
    bytes: Int, for purpose: MemoryPurpose
  ) throws(OutOfMemory) -> UnsafeMutableRawPointer {
    let address = state.withLock { state in
      var address = state.takeSpare(bytes: bytes)
      if address == nil {
        makeRoom(for: bytes, in: &state)
        address = state.allocate(bytes: bytes)
      }
      guard address != nil else { return address }
      state.live[purpose] += bytes
      state.blocks?.add(bytes)
      if state.live.total > state.peak.total { state.peak = state.live }
      return address
    }
    guard let address, let block = unsafe UnsafeMutableRawPointer(bitPattern: address) else {
      throw OutOfMemory(bytes: bytes, purpose: purpose)
    }
    return unsafe block
  }

  /// Gives spare blocks back to the system until so many bytes more fit into the limit.
  private func makeRoom(for bytes: Int, in state: inout State) {
    guard recyclingLimit < .max else { return }
    while true {
      let excess = state.live.total + state.spareBytes + bytes - recyclingLimit
      guard excess > 0, state.giveUpSpare(for: excess) else { return }
    }
  }

  func release(_ block: UnsafeMutableRawPointer, bytes: Int, for purpose: MemoryPurpose) {
    let isKept = state.withLock { state in
      let isKept = state.live.total + state.spareBytes <= recyclingLimit
      state.live[purpose] -= bytes
      state.blocks?.remove(bytes)
      if isKept { state.keepSpare(UInt(bitPattern: block), bytes: bytes) }
      return isKept
    }
    if !isKept { unsafe SystemBlock.release(block, bytes: bytes) }
  }
}

/// The system did not give a block of memory.
package struct OutOfMemory: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes that were asked for.
  package let bytes: Int
  /// What they were asked for.
  package let purpose: MemoryPurpose

  /// One clear sentence without a full stop.
  package var description: String { "the system has no \(bytes) bytes left for \(purpose)" }
}

/// How many blocks of each size are live, and were at the most.
private struct BlockTally {
  private var live: [Int: Int] = [:]
  private(set) var most: [Int: Int] = [:]

  mutating func add(_ bytes: Int) {
    live[bytes, default: 0] += 1
    most[bytes] = max(most[bytes] ?? 0, live[bytes] ?? 0)
  }

  /// A block that is older than the tally counts for nothing.
  mutating func remove(_ bytes: Int) {
    if let count = live[bytes], count > 0 { live[bytes] = count - 1 }
  }
}
