/// The main memory that phibench may use.
package struct MachineMemory: Codable, Hashable, Sendable {
  /// Of the machine, in bytes.
  package var totalBytes: Int?
  /// Free, or soon free, when it was read, in bytes.
  package var availableBytes: Int?
  /// What the control group allows, where that is less than the machine has, in bytes.
  package var limitBytes: Int?
  /// What the control group's limit left when it was read, in bytes.
  package var limitLeftBytes: Int?

  /// The bytes that can be asked for: what is available, or what the control group's limit leaves
  /// if that is less.
  package var usableBytes: Int? {
    [availableBytes ?? totalBytes, limitLeftBytes ?? limitBytes].compactMap(\.self).min()
  }

  /// What /proc/meminfo and the control group say.
  package static func read(_ files: SystemFiles) -> MachineMemory {
    let text = files.text("/proc/meminfo") ?? ""
    let total = SystemFiles.bytes("MemTotal", of: text)
    let group = ControlGroup(files)
    let limit = group.memoryLimitBytes.flatMap { limit in
      // Version 1 writes "no limit" as a number larger than any memory.
      limit < total ?? 1 << 60 ? limit : nil
    }
    return MachineMemory(
      totalBytes: total, availableBytes: SystemFiles.bytes("MemAvailable", of: text),
      limitBytes: limit, limitLeftBytes: limit == nil ? nil : group.memoryLeftBytes)
  }
}
