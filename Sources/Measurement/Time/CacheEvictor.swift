import Convolution

/// Evicts the caches by writing a buffer that is larger than they are.
struct CacheEvictor: ~Copyable {
  private let buffer: Buffer<UInt8>

  init(cacheBytes: Int, memory: Memory) throws(OutOfMemory) {
    buffer = try Buffer(Self.bytes(cacheBytes), from: memory, for: .inputs)
  }

  /// Bytes that it takes. Caches do not replace strictly by age: twice their size leaves little.
  static func bytes(_ cacheBytes: Int) -> Int { 2 * cacheBytes }

  /// Writes all of the buffer, each worker its share, since the lower levels of cache are its own.
  func evict(round: Int, by crew: Crew) {
    let workers = crew.workload.workers
    let shares = buffer.matrix(rows: buffer.count / workers, columns: workers)
    crew.forEachWorker { worker in
      shares[columns: worker.index..<worker.index + 1].fill {
        UInt8(truncatingIfNeeded: $0 &+ round)
      }
    }
  }
}
