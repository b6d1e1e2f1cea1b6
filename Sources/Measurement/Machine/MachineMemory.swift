/// The main memory that phibench may use.
public struct MachineMemory: Codable, Hashable, Sendable {
  /// Of the machine, in bytes.
  public var totalBytes: Int?
  /// Free, or soon free, when it was read, in bytes.
  public var availableBytes: Int?
  /// What the control group allows, where that is less than the machine has, in bytes.
  public var limitBytes: Int?

  /// Sizes as given.
  public init(totalBytes: Int? = nil, availableBytes: Int? = nil, limitBytes: Int? = nil) {
    self.totalBytes = totalBytes
    self.availableBytes = availableBytes
    self.limitBytes = limitBytes
  }

  /// The bytes that can be asked for: what is available, or the control group's limit if smaller.
  public var usableBytes: Int? {
    [availableBytes ?? totalBytes, limitBytes].compactMap(\.self).min()
  }

  /// What /proc/meminfo and the control group say.
  public static func read(_ files: SystemFiles) -> MachineMemory {
    let text = files.text("/proc/meminfo") ?? ""
    let total = SystemFiles.bytes("MemTotal", of: text)
    let limit = ControlGroup.of(files).memoryLimitBytes(files)
    return MachineMemory(
      totalBytes: total, availableBytes: SystemFiles.bytes("MemAvailable", of: text),
      // Version 1 writes "no limit" as a number larger than any memory.
      limitBytes: limit.flatMap { limit in limit < total ?? 1 << 60 ? limit : nil })
  }
}
