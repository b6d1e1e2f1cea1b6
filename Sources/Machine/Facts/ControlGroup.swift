/// Where Linux's control groups limit this process; a container has its limits there.
///
/// A limit of any ancestor holds, so all of them are read. Inside a container the group's path may
/// be one that only the host sees; its root is then the container's own, and is read as well.
///
/// Source: Linux, Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst.
struct ControlGroup {
  private let files: SystemFiles
  /// The group's folders in version 2, from the process's own to the root.
  private var unified: [String] = []
  /// The same of version 1's memory controller.
  private var memory: [String] = []
  /// The same of version 1's processor controller.
  private var processor: [String] = []

  /// The groups named by /proc/self/cgroup.
  init(_ files: SystemFiles) {
    self.files = files
    for line in (files.text("/proc/self/cgroup") ?? "").split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let controllers = parts[1].split(separator: ",")
      if parts[1].isEmpty {
        unified = Self.folders(under: "/sys/fs/cgroup", path: parts[2])
      }
      if controllers.contains("memory") {
        memory = Self.folders(under: "/sys/fs/cgroup/memory", path: parts[2])
      }
      if controllers.contains("cpu") {
        processor = Self.folders(under: "/sys/fs/cgroup/cpu", path: parts[2])
      }
    }
  }

  private static func folders(under root: String, path: Substring) -> [String] {
    var names = path.split(separator: "/")
    var folders: [String] = []
    while !names.isEmpty {
      folders.append(root + "/" + names.joined(separator: "/"))
      names.removeLast()
    }
    return folders + [root]
  }

  /// The smallest limit on memory, in bytes.
  var memoryLimitBytes: Int? {
    // "max" is no number, so that no limit drops out.
    let limits =
      unified.compactMap { files.value("\($0)/memory.max").flatMap { Int($0) } }
      + memory.compactMap { files.value("\($0)/memory.limit_in_bytes").flatMap { Int($0) } }
    return limits.min()
  }

  /// The least that any limit on memory leaves, in bytes.
  ///
  /// A group's use counts files that it has read or written as well; those that were not used
  /// lately make room when it is needed, and so count as left.
  var memoryLeftBytes: Int? {
    func left(_ folder: String, _ limit: String, _ use: String, _ inactive: String) -> Int? {
      guard let limit = files.value("\(folder)/\(limit)").flatMap({ Int($0) }),
        let use = files.value("\(folder)/\(use)").flatMap({ Int($0) })
      else { return nil }
      let fields = (files.text("\(folder)/memory.stat") ?? "").split(separator: "\n")
        .map { $0.split(separator: " ") }
      let unused = fields.first { $0.count == 2 && $0[0] == inactive }.flatMap { Int($0[1]) } ?? 0
      return max(0, limit - max(0, use - unused))
    }
    let lefts =
      unified.compactMap { left($0, "memory.max", "memory.current", "inactive_file") }
      + memory.compactMap {
        left($0, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
      }
    return lefts.min()
  }

  /// The smallest limit on processor time, as a number of processors: 1.5 is one and a half.
  var processorQuota: Double? {
    var quotas: [Double] = []
    for folder in unified {
      let parts = files.value("\(folder)/cpu.max")?.split(separator: " ").compactMap { Double($0) }
      if let parts, parts.count == 2, parts[1] > 0 { quotas.append(parts[0] / parts[1]) }
    }
    for folder in processor {
      guard let quota = files.value("\(folder)/cpu.cfs_quota_us").flatMap({ Double($0) }),
        let period = files.value("\(folder)/cpu.cfs_period_us").flatMap({ Double($0) }),
        quota > 0, period > 0
      else { continue }
      quotas.append(quota / period)
    }
    return quotas.min()
  }
}
