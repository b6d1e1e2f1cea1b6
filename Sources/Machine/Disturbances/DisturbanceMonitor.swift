/// Watches the machine and this process during a measurement.
///
///     var monitor = DisturbanceMonitor()   // after the warm-up
///     for … { …; monitor.sample() }        // outside the timed part
///     let disturbances = monitor.stop()
///
/// Reading /proc costs some tens of microseconds each time.
package struct DisturbanceMonitor: Sendable {
  private let files: SystemFiles
  private let start: ProcessorTimes?
  private var residentBytes: [Int] = []

  package init(_ files: SystemFiles = .system) {
    self.files = files
    start = ProcessorTimes.now(files)
  }

  /// Notes how large the process is after a sample, apart from what it keeps of its samples, which may grow; to
  /// be called at the same place of each.
  package mutating func sample(apartFrom recordBytes: Int = 0) {
    guard let bytes = ResidentMemory.bytes(files) else { return }
    residentBytes.append(bytes - recordBytes)
  }

  /// Ends watching, and says what went wrong meanwhile; see also ``Disturbance/standing(_:)``.
  package func stop() -> [Disturbance] {
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
