import Convolution
import Foundation

/// What a measurement depends on beside the program: written beside every result.
///
/// What is not known is `nil`, and missing in JSON.
package struct Machine: Codable, Hashable, Sendable {
  package var processor: Processor
  package var memory: MachineMemory
  /// Its name among others.
  package var host: String?
  /// The distribution's name.
  package var operatingSystem: String?
  /// The kernel's name and release.
  package var kernel: String?
  /// Load average of the last minute: processes that ran or wanted to, phibench's own included.
  package var load: Double?
  /// Of the processor time wanted since the machine started, the fraction that a hypervisor gave
  /// to others.
  package var stealFraction: Double?
  package var blas: BLASLibrary
  /// Bytes of the L2 cache that strategies cut their tiles for. What the system says of the
  /// processor's caches may be something else, or nothing; `nil` in facts that do not tell.
  package var tilingL2Bytes: Int?
  /// Of the environment, what the user had set and phibench replaced, each as `NAME=value`; `nil` in facts
  /// of phibench 0.1.0.
  package var overriddenVariables: [String]?
  /// Whether FLOPs can be counted by hardware.
  package var floatingPointCounters: HardwareCounters.Availability
  /// How fast it is, where that was measured.
  package var rates: MachineRates?
  /// The vectors that phibench was compiled for; `nil` in facts of phibench 0.1.0.
  package var vectorUnit: String?
  /// The Swift that compiled phibench.
  package var swiftVersion: String
  package var version: String

  /// The facts about this machine; two child processes are asked.
  ///
  /// - Parameters:
  ///   - version: phibench's own.
  ///   - rates: whether it is measured how fast it is, which takes two seconds.
  ///   - checksProducts: whether OpenBLAS's products are compared with plain sums, which takes
  ///     some hundredths of a second and touches OpenBLAS's buffers.
  ///   - question: whom to ask what OpenBLAS would have chosen.
  /// - Returns: the facts as they are now; load and available memory will differ later.
  /// - Throws: `OutOfMemory`, while products are checked or rates are measured.
  package static func facts(
    version: String, rates: Bool = false, checksProducts: Bool = false,
    asking question: BLASKernelQuestion = .init()
  ) async throws(OutOfMemory) -> Machine {
    let files = SystemFiles.system
    let processor = Processor.ofThisMachine()
    let configuration = OpenBLAS.configuration
    let kernel = await BLASKernel.inUse(question)
    let asked = ProcessInfo.processInfo.environment[BLASKernel.variable]
    let blas = BLASLibrary(
      version: BLASLibrary.version(ofConfiguration: configuration), configuration: configuration,
      kernel: kernel, askedKernel: kernel.origin == .phibench ? nil : asked,
      productsAreRight: checksProducts ? try ProductOracle.productsAreRight() : nil)
    let memory = MachineMemory.read(files)
    return Machine(
      processor: processor, memory: memory,
      host: files.value("/proc/sys/kernel/hostname"), operatingSystem: operatingSystem(files),
      kernel: Machine.kernel(files), load: load(files),
      stealFraction: stealFraction(files, processor),
      blas: blas, tilingL2Bytes: Strategies.l2Bytes,
      overriddenVariables: ThisProcess.overriddenVariables,
      floatingPointCounters: await HardwareCounters.availability(processor),
      rates: rates
        ? try MachineRates.measure(caches: processor.caches, memory: memory) : nil,
      vectorUnit: VectorUnit.name, swiftVersion: swiftVersion, version: version)
  }

  /// What would spoil a measurement here or make it slower than need be, one sentence each,
  /// without a full stop.
  package var advice: [String] {
    Self.advice(onBuildFor: processor) + blas.advice(processor)
      + (rates?.advice(cores: processor.logicalCores) ?? [])
      + Disturbance.standing(processor).map(\.description)
  }
}

extension Machine {
  /// What a build without the processor's vectors costs.
  static func advice(onBuildFor processor: Processor) -> [String] {
    let unused = VectorUnit.unused(of: processor.instructionSets)
    guard !unused.isEmpty else { return [] }
    return [
      "this build computes with \(VectorUnit.name) and leaves \(unused.joined(separator: ", ")) unused, "
        + "so that direct and all loops are slow; make build compiles for this processor "
        + "(swift build -c release -Xcc -march=native)"
    ]
  }

  static func operatingSystem(_ files: SystemFiles) -> String? {
    let texts = ["/etc/os-release", "/usr/lib/os-release"].lazy.compactMap(files.text)
    for line in texts.first?.split(separator: "\n") ?? [] where line.hasPrefix("PRETTY_NAME=") {
      return line.dropFirst("PRETTY_NAME=".count).trimmingCharacters(in: ["\"", "'"])
    }
    return nil
  }

  static func kernel(_ files: SystemFiles) -> String? {
    guard let release = files.value("/proc/sys/kernel/osrelease") else { return nil }
    return (files.value("/proc/sys/kernel/ostype") ?? "Linux") + " " + release
  }

  static func load(_ files: SystemFiles) -> Double? {
    files.value("/proc/loadavg")?.split(separator: " ").first.flatMap { Double($0) }
  }

  private static func stealFraction(_ files: SystemFiles, _ processor: Processor) -> Double? {
    // On bare metal the field is always zero and says nothing.
    processor.virtualised == false ? nil : ProcessorTimes.now(files)?.stealFraction
  }

  // The compiler has no name for its own version; each line asks for the one before it.
  #if compiler(>=6.4)
    private static let swiftVersion = "6.4 or later"
  #elseif compiler(>=6.3.3)
    private static let swiftVersion = "6.3.3 or later"
  #elseif compiler(>=6.3.2)
    private static let swiftVersion = "6.3.2"
  #elseif compiler(>=6.3.1)
    private static let swiftVersion = "6.3.1"
  #else
    private static let swiftVersion = "6.3"
  #endif
}
