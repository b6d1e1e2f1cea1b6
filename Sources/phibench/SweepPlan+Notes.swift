import Reporting
import Sweeps

extension SweepPlan {
  /// What a user should know of the threads of points before they are measured, one sentence each: workers
  /// share out images, and cores.
  func notes(cores: Int?) -> [String] {
    var notes: [String] = []
    let idle = ownPoints.filter { $0.workload.workers < $0.workload.threads }
    if let first = idle.first {
      notes.append(
        "at \(idle.count) of \(Units.count(ownPoints.count, "point")) there are more threads than images: of "
          + "\(first.workload.threads) threads \(first.workload.workers) work at the first, an image each"
      )
    }
    let most = ownPoints.map(\.workload.workers).max() ?? 1
    if let cores, most > cores {
      notes.append(
        "up to \(most) workers take turns on \(Units.count(cores, "core")): their times say nothing of more cores"
      )
    }
    return notes
  }
}
