import Synchronization

/// The one allocator: every tensor and every workspace of phibench comes from here.
///
/// It knows to the byte what is live, for what purpose, and what was live at the worst moment.
/// A buffer counts with the bytes of its elements; alignment and the heap's own bookkeeping do not.
///
/// With `recycles` a released block is kept for the next buffer of the same size, so that
/// repetitions of a step touch no new page; without, it goes back to the system at once, so that
/// the process's resident memory follows what is live.
public final class Memory: Sendable {
  private struct State {
    var live = MemoryUse()
    var peak = MemoryUse()
    var spare: [Int: [UInt]] = [:]  // addresses of released blocks by their bytes
  }

  private let state = Mutex(State())
  private let recycles: Bool

  /// An allocator with nothing live.
  public init(recycles: Bool = false) {
    self.recycles = recycles
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
  public var live: MemoryUse { state.withLock { $0.live } }

  /// What was live when most was, since the last ``restartPeak()``.
  public var peak: MemoryUse { state.withLock { $0.peak } }

  /// Lets the peak start again from what is live now.
  public func restartPeak() {
    state.withLock { $0.peak = $0.live }
  }

  /// A block, its contents undefined.
  ///
  /// - Throws: ``OutOfMemory`` where the system does not give it.
  func allocate(
    bytes: Int, for purpose: MemoryPurpose
  ) throws(OutOfMemory) -> UnsafeMutableRawPointer {
    let address = state.withLock { $0.spare[bytes]?.popLast() }
    let spare = unsafe UnsafeMutableRawPointer(bitPattern: address ?? 0)
    guard let block = unsafe spare ?? SystemBlock.allocate(bytes: bytes) else {
      throw OutOfMemory(bytes: bytes, purpose: purpose)
    }
    state.withLock { state in
      state.live[purpose] += bytes
      if state.live.total > state.peak.total { state.peak = state.live }
    }
    return unsafe block
  }

  func release(_ block: UnsafeMutableRawPointer, bytes: Int, for purpose: MemoryPurpose) {
    state.withLock { state in
      state.live[purpose] -= bytes
      if recycles { state.spare[bytes, default: []].append(UInt(bitPattern: block)) }
    }
    if !recycles { unsafe SystemBlock.release(block, bytes: bytes) }
  }
}

/// The system did not give a block of memory.
public struct OutOfMemory: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes that were asked for.
  public let bytes: Int
  /// What they were asked for.
  public let purpose: MemoryPurpose

  /// One clear sentence without a full stop.
  public var description: String { "the system has no \(bytes) bytes left for \(purpose)" }
}
