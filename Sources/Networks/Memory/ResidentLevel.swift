import Convolution
import Machine

/// What is resident before a network is made, from which its own peak is counted.
struct ResidentLevel {
  private let bytes: Int?
  /// The peak before what was left out.
  private var earlier = 0

  /// The level from now on, once OpenBLAS has taken what it keeps for itself: by a product wide
  /// enough to fill all of its buffers, on each of so many workers.
  init<T: Scalar>(beforeNetworksOf _: T.Type, workload: Workload) throws(OutOfMemory) {
    let (m, k, n) = (64, 512, 16384)
    do {
      let memory = Memory()
      let crew = Crew(workload, memory: memory)
      // Whatever stands in these buffers will do.
      let left = try Buffer<T>(m * k, from: memory, for: .workspace)
      let right = try Buffer<T>(k * n, from: memory, for: .workspace)
      let result = try Buffer<T>(m * n * workload.workers, from: memory, for: .workspace)
      let (a, b) = (left.matrix(rows: m, columns: k), right.matrix(rows: k, columns: n))
      let c = result.matrix(rows: m, columns: n * workload.workers)
      crew.forEachWorker { worker in
        let columns = n * worker.index..<n * (worker.index + 1)
        MatrixProduct(.plain(a), .plain(b), into: c[columns: columns]).executeUncounted()
      }
    }
    bytes = ResidentMemory.restartPeak() ? ResidentMemory.bytes : nil
  }

  /// Does work that is not the network's, and whose memory does not count.
  mutating func leavingOut<Result>(_ work: () throws -> Result) rethrows -> Result {
    earlier = max(earlier, ResidentMemory.peakBytes ?? 0)
    defer { _ = ResidentMemory.restartPeak() }
    return try work()
  }

  /// The most bytes that were resident beyond the level since then: VmHWM. `nil` where the kernel
  /// does not tell.
  var peakBytes: Int? {
    bytes.flatMap { bytes in ResidentMemory.peakBytes.map { max(earlier, $0) - bytes } }
  }
}
