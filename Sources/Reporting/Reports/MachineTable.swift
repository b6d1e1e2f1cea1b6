import Machine

/// What is known of machines, a row for each fact.
enum MachineTable {
  /// All facts about one machine.
  static func table(_ machine: Machine) -> Table {
    Table(
      facts.compactMap { fact in fact.value(machine).map { [fact.name, $0] } },
      ("", .left), ("", .left))
  }

  /// What stays from run to run, a column for each machine with the files that it measured above it.
  static func table(_ sweeps: [ReportedSweep]) -> Table {
    let lasting = facts.filter { $0.kind == .lasting }
    var columns: [(values: [String], sweeps: [ReportedSweep])] = []
    for sweep in sweeps {
      let values = lasting.map { value($0, sweep) }
      if let index = columns.firstIndex(where: { $0.values == values }) {
        columns[index].sweeps.append(sweep)
      } else {
        columns.append((values, [sweep]))
      }
    }
    let rows = facts.filter { $0.kind != .current }.map { fact in
      [fact.name]
        + columns.map { column in
          column.sweeps.map { value(fact, $0) }.filter { !$0.isEmpty }.distinct
            .joined(separator: ", ")
        }
    }
    return Table(
      rows.filter { $0.dropFirst().contains { !$0.isEmpty } },
      [.left("") { $0[0] }]
        + columns.enumerated().map { index, column in
          .left(column.sweeps.map(label).joined(separator: ", ")) { $0[index + 1] }
        })
  }

  /// What the rows say themselves, and else the machine's file.
  private static func value(_ fact: Fact, _ sweep: ReportedSweep) -> String {
    let own =
      switch fact.name {
      case "processor": sweep.kind?.processor
      case "BLAS kernel": sweep.kind?.kernel
      case "phibench": sweep.versions.isEmpty ? nil : sweep.versions.joined(separator: ", ")
      default: String?.none
      }
    return own ?? sweep.machine.flatMap(fact.value) ?? ""
  }

  /// The file, and where several sweeps came out of it, which of them.
  private static func label(_ sweep: ReportedSweep) -> String {
    sweep.file.hasPrefix(sweep.name + ".") || sweep.machineName == nil
      ? sweep.file : "\(sweep.file) (\(sweep.name))"
  }

  // MARK: - Facts

  private struct Fact {
    let name: String
    let kind: Kind
    let value: (Machine) -> String?

    enum Kind { case lasting, measured, current }

    /// A fact that stays as long as the machine does.
    static func lasting(_ name: String, _ value: @escaping (Machine) -> String?) -> Fact {
      Fact(name: name, kind: .lasting, value: value)
    }

    /// A rate, which differs a little from run to run.
    static func measured(_ name: String, _ value: @escaping (MachineRates) -> String) -> Fact {
      Fact(name: name, kind: .measured) { $0.rates.map(value) }
    }

    /// A fact of the moment, or of interest only to who sets the machine up.
    static func current(_ name: String, _ value: @escaping (Machine) -> String) -> Fact {
      Fact(name: name, kind: .current, value: value)
    }
  }

  private static let unknown = "unknown"

  private static var facts: [Fact] {
    [
      .lasting("processor") { $0.processor.name ?? unknown },
      .current("virtual machine") { $0.processor.virtualised.map(yesOrNo) ?? unknown },
      .current("instruction sets") {
        let sets = $0.processor.instructionSets
        return sets.isEmpty ? unknown : sets.joined(separator: " ")
      },
      .lasting("logical cores") { $0.processor.logicalCores.map { "\($0)" } ?? unknown },
      .lasting("quota") {
        $0.processor.quota.map { "time for \(Units.number($0)) cores by the control group" }
      },
      .lasting("caches") {
        let caches = $0.processor.caches
        return [("L1d", caches.l1dBytes), ("L2", caches.l2Bytes), ("L3", caches.l3Bytes)]
          .map { "\($0) \($1.map(Units.bytes) ?? unknown)" }.joined(separator: ", ")
      },
      .lasting("memory") { $0.memory.totalBytes.map(Units.bytes) ?? unknown },
      .current("free memory") {
        [
          $0.memory.availableBytes.map { "\(Units.bytes($0)) available" },
          $0.memory.limitBytes.map { "\(Units.bytes($0)) allowed by the control group" },
        ].compactMap(\.self).joined(separator: ", ")
      },
      .lasting("system") { $0.operatingSystem ?? unknown },
      .lasting("kernel") { $0.kernel ?? unknown },
      .current("governor") { $0.processor.governor ?? unknown },
      .current("turbo") { $0.processor.turbo.map { $0 ? "on" : "off" } ?? unknown },
      .current("load") { $0.load.map { Units.number($0) } ?? unknown },
      .current("stolen time") {
        $0.stealFraction.map { "\(Units.percent($0, decimals: 2)) since it started" } ?? unknown
      },
      .lasting("BLAS") { $0.blas.configuration },
      .lasting("BLAS kernel") { "\($0.blas.kernel)" },
      .current("own choice") {
        "\($0.blas.kernel.chosenByLibrary ?? unknown), if OpenBLAS is left alone"
      },
      .current("products") {
        $0.blas.productsAreRight.map { $0 ? "right" : "WRONG" } ?? "not checked"
      },
      .current("FLOP counters") {
        $0.floatingPointCounters.isAvailable
          ? "yes" : "no: \($0.floatingPointCounters.reason ?? unknown)"
      },
      .measured("SGEMM") { "\(Units.flopRate(1e9 * $0.sgemmGFLOPs)) (1024³, one thread)" },
      .measured("copy") {
        "\(Units.byteRate(1e9 * $0.copyGBs)) (read + written, \(Units.bytes($0.copyBytes)), one thread)"
      },
      .lasting("phibench") { "\($0.version), compiled by Swift \($0.swiftVersion)" },
    ]
  }

  private static func yesOrNo(_ answer: Bool) -> String { answer ? "yes" : "no" }
}
