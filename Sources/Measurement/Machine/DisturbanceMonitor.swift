/// Watches the machine and this process during a measurement.
///
///     var monitor = DisturbanceMonitor()   // after the warm-up
///     for … { …; monitor.sample() }        // outside the timed part
///     let disturbances = monitor.stop(samples: 20, relativeSpread: 0.02, wantedSpread: 0.03)
///
/// Reading /proc costs some tens of microseconds each time.
public struct DisturbanceMonitor: Sendable {
  private let files: SystemFiles
  private let start: ProcessorTimes?
  private var residentBytes: [Int] = []

  /// Starts to watch.
  public init(_ files: SystemFiles = .system) {
    self.files = files
    start = ProcessorTimes.now(files)
  }

  /// Notes how large the process is after a sample; to be called at the same place of each.
  ///
  /// - Parameter recordBytes: what the process keeps of its samples, which may grow.
  public mutating func sample(apartFrom recordBytes: Int = 0) {
    guard let bytes = ResidentMemory.bytes(files) else { return }
    residentBytes.append(bytes - recordBytes)
  }

  /// Ends watching.
  ///
  /// - Parameters:
  ///   - samples: how many samples there are; below ``Estimate/fewestSamples`` the median has no
  ///     interval.
  ///   - relativeSpread: half the width of the interval over the median, where there is one.
  ///   - wantedSpread: what that should be.
  /// - Returns: what went wrong during the measurement; see also ``Disturbance/standing(_:)``.
  public func stop(
    samples: Int, relativeSpread: Double?, wantedSpread: Double
  ) -> [Disturbance] {
    var disturbances = stop()
    if samples < Estimate.fewestSamples {
      disturbances.append(.fewSamples(count: samples, wanted: Estimate.fewestSamples))
    }
    if let relativeSpread, relativeSpread > wantedSpread {
      disturbances.append(.wideSpread(relative: relativeSpread, wanted: wantedSpread))
    }
    return disturbances
  }

  /// Ends watching something that has no samples to judge.
  public func stop() -> [Disturbance] {
    var disturbances: [Disturbance] = []
    if let start, let end = ProcessorTimes.now(files) {
      disturbances += end.disturbances(since: start)
    }
    if let growth = Self.growth(residentBytes) {
      disturbances.append(.growingHeap(bytes: growth, samples: residentBytes.count))
    }
    return disturbances
  }

  /// How much a process grew over its samples, in bytes; `nil` where it did not.
  ///
  /// The median of the last third against that of the first, so that neither one large sample nor
  /// a first one that still warms up counts. Below 1 MiB + 1 % it is the allocator's own doing.
  static func growth(_ residentBytes: [Int]) -> Int? {
    guard residentBytes.count >= 6 else { return nil }
    let third = residentBytes.count / 3
    let first = residentBytes.prefix(third).sorted()[third / 2]
    let last = residentBytes.suffix(third).sorted()[(third - 1) / 2]
    return last - first > (1 << 20) + first / 100 ? last - first : nil
  }
}
