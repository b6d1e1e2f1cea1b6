import Dispatch

/// The workers of a step: they share out the images, and their records add up to the step's.
///
/// OpenBLAS itself stays at one thread; several images at once scale better than one product on
/// several threads.
package final class Crew {
  /// What the step has to do.
  package let workload: Workload
  /// Where its buffers come from.
  package let memory: Memory

  private let workers: [Worker]
  // A thread of its own for each worker but the first, which is the caller's: a queue that shares
  // the processor's cores out would run the workers that it has no core for one after the other, and
  // their times would no longer add up to the step's.
  private let threads: [DispatchQueue]
  /// A core for each worker; `nil` where there are more workers than cores.
  private let cores: Cores?

  /// A crew for one workload.
  ///
  /// - Parameters:
  ///   - workload: what the step has to do.
  ///   - memory: where its buffers come from.
  ///   - counts: whether kernels count their trips; for a pass that is not timed.
  package init(_ workload: Workload, memory: Memory, counts: Bool = false) {
    OpenBLAS.useOneThread()
    self.workload = workload
    self.memory = memory
    workers = (0..<workload.workers).map { Worker(index: $0, workload: workload, counts: counts) }
    threads = workers.dropFirst().map { DispatchQueue(label: "worker \($0.index)") }
    let cores = workers.count > 1 ? Cores() : nil
    self.cores = workers.count <= cores?.count ?? 0 ? cores : nil
  }

  /// Runs `work` once for each worker, at the same time, each on a core of its own where there are
  /// as many, and waits for all.
  package func forEachWorker(_ work: @Sendable (Worker) -> Void) {
    // One alone needs nobody to wait for, and none of what that costs within a timed step.
    guard workers.count > 1 else { return workers[0].run(work) }
    withoutActuallyEscaping(work) { [cores] work in
      let others = DispatchGroup()
      for (thread, worker) in zip(threads, workers.dropFirst()) {
        thread.async(group: others) { Self.run(work, by: worker, on: cores) }
      }
      Self.run(work, by: workers[0], on: cores)
      others.wait()
    }
  }

  private static func run(_ work: (Worker) -> Void, by worker: Worker, on cores: Cores?) {
    guard let cores else { return worker.run(work) }
    cores.bound(to: worker.index) { worker.run(work) }
  }

  /// Begins a new record.
  func forget() {
    workers.forEach { $0.forget() }
  }

  /// What was done since the last ``forget()``: an operation's time is the mean over the workers,
  /// a pass's the time that went by.
  func record(forward: Duration, backward: Duration) -> StepRecord {
    var record = StepRecord()
    for operation in Operation.executed {
      let sum = workers.reduce(Duration.zero) { $0 + $1.times[operation] }
      record.times[operation] = sum / workers.count
      record.trips[operation] = workers.map { $0.trips[operation] }.reduce(TripTally(), +)
    }
    record.times[.forward] = forward
    record.times[.backward] = backward
    record.times[.step] = forward + backward
    return record
  }
}

/// What one step took and did.
package struct StepRecord: Sendable {
  /// Time of each operation, the mean over the workers, and of each pass as the clock on the wall.
  package var times = PerOperation(repeating: Duration.zero)
  /// What each executed operation's loops counted, where they were asked to.
  package var trips = PerOperation(repeating: TripTally())
  /// Bytes that lived on from forward to backward.
  package var savedBytes = 0
}
