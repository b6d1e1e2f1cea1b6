/// What processors, and this process on them, did since the machine or the process started, in
/// clock ticks.
///
/// Source: proc(5), *procfs: /proc/stat* and */proc/pid/stat*.
struct ProcessorTimes: Hashable {
  /// Online processors.
  let processors: Int
  /// Ticks of all processors together in which something ran, here or in the kernel.
  let busy: Int
  /// Ticks of all processors together in which this machine wanted to run and the hypervisor did
  /// not let it.
  let stolen: Int
  /// All ticks of all processors together.
  let total: Int
  /// Ticks of this process, and of its children that have ended.
  let own: Int

  /// The times at this moment; `nil` where the files are not there or not as documented.
  static func now(_ files: SystemFiles = .system) -> ProcessorTimes? {
    guard let stat = files.text("/proc/stat"), let own = files.text("/proc/self/stat")
    else { return nil }
    return ProcessorTimes(stat: stat, own: own)
  }

  /// The times in the texts of /proc/stat and /proc/self/stat.
  init?(stat: String, own: String) {
    let lines = stat.split(separator: "\n")
    guard let sum = lines.first(where: { $0.hasPrefix("cpu ") }) else { return nil }
    // user nice system idle iowait irq softirq steal; guests' time is in user and nice already.
    let ticks = sum.split(separator: " ").dropFirst().prefix(8).compactMap { Int($0) }
    guard ticks.count == 8 else { return nil }
    processors = lines.count { line in line.hasPrefix("cpu") && !line.hasPrefix("cpu ") }
    busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]
    stolen = ticks[7]
    total = ticks.reduce(0, +)
    // The command's name is in parentheses and may have any character, a parenthesis too; after it
    // come fields 3 and following. 14 to 17 are utime, stime, cutime and cstime.
    guard processors > 0, let end = own.lastIndex(of: ")") else { return nil }
    let fields = own[own.index(after: end)...].split(separator: " ")
    guard fields.count > 14 else { return nil }
    let times = fields[11...14].compactMap { Int($0) }
    guard times.count == 4 else { return nil }
    self.own = times.reduce(0, +)
  }

  /// Ticks that have to go by before a share of them means anything; half a second.
  private static let fewestTicks = 50

  /// What others did between an earlier moment and this one.
  func disturbances(since start: ProcessorTimes) -> [Disturbance] {
    let elapsed = (total - start.total) / processors
    guard elapsed >= Self.fewestTicks else { return [] }
    var disturbances: [Disturbance] = []
    let busy = busy - start.busy
    let others = Double(busy - (own - start.own)) / Double(elapsed)
    // One tenth of the machine: what a desktop or a daemon needs now and then is less.
    if others > 0.1 * Double(processors) {
      disturbances.append(.loadByOthers(processors: others))
    }
    let stolen = stolen - start.stolen
    let fraction = Double(stolen) / Double(max(1, busy + stolen))
    if fraction > 0.01 { disturbances.append(.steal(fraction: fraction)) }
    return disturbances
  }

  /// Time that the hypervisor took since the start, over the time that was wanted.
  var stealFraction: Double { Double(stolen) / Double(max(1, busy + stolen)) }
}
