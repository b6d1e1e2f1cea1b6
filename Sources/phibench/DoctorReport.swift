import Convolution
import Machine
import Reporting

/// The facts about a machine for a person to read.
struct DoctorReport {
  let machine: Machine
  let disturbances: [Disturbance]

  init(_ machine: Machine, disturbances: [Disturbance]) {
    self.machine = machine
    self.disturbances = disturbances
  }

  /// One line per fact, then the advice.
  func text(for terminal: Terminal) -> String {
    let width = facts.map(\.name.count).max() ?? 0
    let lines = facts.map { name, value in
      terminal.entry(name, value, at: width + 2)
    }
    let advice = machine.advice + disturbances.map(\.description)
    let list =
      advice.isEmpty
      ? ["nothing to advise"] : ["advice:"] + advice.map { terminal.entry("-", $0, at: 2) }
    return (lines + [""] + list).joined(separator: "\n")
  }

  private var facts: [(name: String, value: String)] {
    let processor = machine.processor
    let unknown = "unknown"
    return [
      ("processor", [processor.name ?? unknown, kind].compactMap(\.self).joined(separator: ", ")),
      (
        "instruction sets",
        processor.instructionSets.isEmpty
          ? unknown : processor.instructionSets.joined(separator: " ")
      ),
      ("logical cores", cores),
      ("caches", caches),
      ("memory", memory),
      ("system", machine.operatingSystem ?? unknown),
      ("kernel", machine.kernel ?? unknown),
      ("governor", processor.governor ?? unknown),
      ("turbo", processor.turbo.map { $0 ? "on" : "off" } ?? unknown),
      ("load", machine.load.map { Units.number($0, decimals: 2) } ?? unknown),
      (
        "stolen time",
        machine.stealFraction.map { "\(Units.percent($0, decimals: 2)) since it started" }
          ?? unknown
      ),
      ("BLAS", machine.blas.configuration),
      ("BLAS kernel", "\(machine.blas.kernel)"),
      (
        "own choice", "\(machine.blas.kernel.chosenByLibrary ?? unknown), if OpenBLAS is left alone"
      ),
      (
        "products",
        machine.blas.productsAreRight.map { $0 ? "right" : "WRONG" } ?? "not checked"
      ),
      (
        "FLOP counters",
        machine.floatingPointCounters.isAvailable
          ? "yes" : "no: \(machine.floatingPointCounters.reason ?? unknown)"
      ),
    ] + rates + [
      ("phibench", "\(machine.version), compiled by Swift \(machine.swiftVersion)")
    ]
  }

  private var kind: String? {
    machine.processor.virtualised.map { $0 ? "virtual machine" : "no virtual machine" }
  }

  private var cores: String {
    let count = machine.processor.logicalCores.map { "\($0) available" } ?? "unknown"
    guard let quota = machine.processor.quota else { return count }
    return "\(count), time for \(Units.number(quota, decimals: 2)) by the control group"
  }

  private var caches: String {
    let caches = machine.processor.caches
    return [("L1d", caches.l1dBytes), ("L2", caches.l2Bytes), ("L3", caches.l3Bytes)]
      .map { name, bytes in "\(name) \(bytes.map(Units.bytes) ?? "unknown")" }
      .joined(separator: ", ")
  }

  private var memory: String {
    let memory = machine.memory
    let parts = [
      memory.totalBytes.map(Units.bytes) ?? "unknown",
      memory.availableBytes.map { "\(Units.bytes($0)) available" },
      memory.limitBytes.map { "\(Units.bytes($0)) allowed by the control group" },
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  private var rates: [(name: String, value: String)] {
    guard let rates = machine.rates else { return [] }
    return [
      ("SGEMM", "\(Units.flopRate(rates.sgemmGFLOPs * 1e9)) (1024³, one thread)"),
      (
        "copy",
        "\(Units.byteRate(rates.copyGBs * 1e9)) (read + written, \(Units.bytes(rates.copyBytes)), "
          + "one thread)"
      ),
    ]
  }
}
