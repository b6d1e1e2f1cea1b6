/// What Linux says of the processor; what it does not say is `nil`.
package struct Processor: Codable, Hashable, Sendable {
  /// The name that the maker gave it, or its numbers where it has none.
  package var name: String?
  /// The maker as x86 processors spell it, such as `GenuineIntel`.
  package var vendor: String?
  /// Those of its instruction sets that matter to floating point, by Linux's names.
  package var instructionSets: [String] = []
  /// Logical processors that this process may run on.
  package var logicalCores: Int?
  /// Processors' worth of time that the control group allows, where it limits it.
  package var quota: Double?
  package var caches = Caches()
  /// The frequency governors of the processors that may be used; several are separated by commas.
  package var governor: String?
  /// Whether the clock may rise above the nominal one for a while.
  package var turbo: Bool?
  package var virtualised: Bool?

  package static func ofThisMachine() -> Processor {
    var processor = read(.system)
    processor.caches = processor.caches.filled(from: .ofLibrary)
    return processor
  }

  package static func read(_ files: SystemFiles) -> Processor {
    let text = files.text("/proc/cpuinfo") ?? ""
    // x86 writes "flags", ARM "Features".
    let flags = (SystemFiles.field("flags", of: text) ?? SystemFiles.field("Features", of: text))
      .map { Set($0.split(separator: " ").map(String.init)) }
    let allowed =
      files.field("Cpus_allowed_list", of: "/proc/self/status")
      .flatMap(SystemFiles.members(ofList:))
    return Processor(
      name: name(text), vendor: SystemFiles.field("vendor_id", of: text),
      instructionSets: flags.map { flags in Self.knownSets.filter(flags.contains) } ?? [],
      logicalCores: allowed?.count, quota: ControlGroup(files).processorQuota,
      caches: .read(files, processor: allowed?.first ?? 0),
      governor: governor(files, processors: allowed ?? [0]), turbo: turbo(files),
      virtualised: virtualised(files, flags: flags, text: text))
  }

  /// The sets that OpenBLAS's kernels or the compiler use for floating point, in their order of age.
  private static let knownSets = [
    "sse2", "ssse3", "sse4_1", "sse4_2", "avx", "f16c", "fma4", "fma", "avx2",
    "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl", "avx512_vnni", "avx512_bf16",
    "avx512_fp16", "avx_vnni", "amx_tile", "amx_bf16",
    "asimd", "asimdhp", "asimdfhm", "sve", "sve2", "bf16", "svebf16", "sme",
  ]

  private static func name(_ text: String) -> String? {
    for key in ["model name", "Processor", "cpu model", "cpu"] {
      if let name = SystemFiles.field(key, of: text) { return name }
    }
    // ARM's cores have numbers only; Linux leaves their names to others.
    guard let maker = SystemFiles.field("CPU implementer", of: text),
      let part = SystemFiles.field("CPU part", of: text)
    else { return nil }
    return "ARM implementer \(maker), part \(part)"
  }

  private static func governor(_ files: SystemFiles, processors: [Int]) -> String? {
    let governors = Set(
      processors.compactMap {
        files.value("/sys/devices/system/cpu/cpu\($0)/cpufreq/scaling_governor")
      })
    return governors.isEmpty ? nil : governors.sorted().joined(separator: ", ")
  }

  private static func turbo(_ files: SystemFiles) -> Bool? {
    if let off = files.value("/sys/devices/system/cpu/intel_pstate/no_turbo") { return off == "0" }
    return files.value("/sys/devices/system/cpu/cpufreq/boost").map { $0 == "1" }
  }

  private static func virtualised(
    _ files: SystemFiles, flags: Set<String>?, text: String
  ) -> Bool? {
    // Hypervisors set the flag for their guests on x86; no other processor has an equal of it.
    guard let flags, SystemFiles.field("flags", of: text) != nil else {
      return files.value("/sys/hypervisor/type") == nil ? nil : true
    }
    return flags.contains("hypervisor")
  }
}
