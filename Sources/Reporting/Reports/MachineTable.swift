import Machine

extension Document {
  /// What `phibench doctor` found out about a machine: one line for each fact, then the advice, also
  /// on what spoiled a measurement just now.
  package init(_ machine: Machine, disturbances: [Disturbance]) {
    let advice = machine.advice + disturbances.map(\.description)
    self.init(
      summary: advice.isEmpty
        ? [.paragraph("nothing to advise")] : [.paragraph("advice:"), .list(advice)],
      [.table(MachineTable.table(machine))])
  }
}

/// What is known of machines, a row for each fact.
enum MachineTable {
  static func table(_ machine: Machine) -> Table {
    Table(
      facts.map { ($0, $0.value(machine)) }.filter { $0.kind != .measured || $1 != nil },
      [.left("") { $0.0.name }, .left("") { $0.1 ?? "unknown" }])
  }

  /// What stays from run to run, a column for each machine with the files that it measured above it.
  static func table(_ runs: [ReportedRun]) -> Table {
    let lasting = facts.filter { $0.kind == .lasting }
    let columns = runs.grouped { run in lasting.map { value($0, run) } }.map(\.elements)
    let rows = facts.filter { $0.kind != .current }.map { fact in
      [fact.name]
        + columns.map { runs in
          runs.map { value(fact, $0) }.filter { !$0.isEmpty }.distinct
            .joined(separator: ", ")
        }
    }
    return Table(
      rows.filter { $0.dropFirst().contains { !$0.isEmpty } },
      [.left("") { $0[0] }]
        + columns.enumerated().map { index, runs in
          .left(runs.map(\.file).joined(separator: ", ")) { $0[index + 1] }
        })
  }

  /// What the rows say themselves, and else the machine's file.
  private static func value(_ fact: Fact, _ run: ReportedRun) -> String {
    let own =
      switch fact.name {
      case "processor": run.dataset.processor
      case "BLAS kernel": run.dataset.kind?.kernel
      case "phibench": run.dataset.builds.isEmpty ? nil : run.dataset.builds.joined(separator: ", ")
      default: String?.none
      }
    return own ?? run.dataset.machine.flatMap(fact.value) ?? ""
  }

  // MARK: - Facts

  private struct Fact {
    enum Kind {
      /// It stays as long as the machine does.
      case lasting
      /// It differs a little from run to run, and may not have been measured.
      case measured
      /// It is of the moment, or of interest only to who sets the machine up.
      case current
    }

    let name: String
    let kind: Kind
    let value: (Machine) -> String?

    init(_ name: String, _ kind: Kind = .lasting, _ value: @escaping (Machine) -> String?) {
      (self.name, self.kind, self.value) = (name, kind, value)
    }
  }

  private static var facts: [Fact] {
    [
      Fact("processor") { $0.processor.name },
      Fact("virtual machine", .current) { $0.processor.virtualised.map { $0 ? "yes" : "no" } },
      Fact("instruction sets", .current) {
        let sets = $0.processor.instructionSets
        return sets.isEmpty ? nil : sets.joined(separator: " ")
      },
      Fact("logical cores") {
        let quota = $0.processor.quota.map {
          ", time for \(Units.number($0)) by the control group"
        }
        return $0.processor.logicalCores.map { "\($0)" + (quota ?? "") }
      },
      Fact("caches") {
        let caches = $0.processor.caches
        let known = [("L1d", caches.l1dBytes), ("L2", caches.l2Bytes), ("L3", caches.l3Bytes)]
          .compactMap { name, bytes in bytes.map { "\(name) \(Units.bytes($0))" } }
        return known.isEmpty ? nil : known.joined(separator: ", ")
      },
      Fact("memory") { $0.memory.totalBytes.map(Units.bytes) },
      Fact("free memory", .current) {
        let limit = $0.memory.limitBytes.map {
          ", \(Units.bytes($0)) allowed by the control group"
        }
        return $0.memory.availableBytes.map { Units.bytes($0) + (limit ?? "") }
      },
      Fact("system") { $0.operatingSystem },
      Fact("kernel") { $0.kernel },
      Fact("governor", .current) { $0.processor.governor },
      Fact("turbo", .current) { $0.processor.turbo.map { $0 ? "on" : "off" } },
      Fact("load", .current) { $0.load.map { Units.number($0) } },
      Fact("stolen time", .current) {
        $0.stealFraction.map { "\(Units.percent($0, decimals: 2)) since it started" }
      },
      Fact("BLAS") { $0.blas.configuration },
      Fact("BLAS kernel") { "\($0.blas.kernel)" },
      Fact("own choice", .current) {
        $0.blas.kernel.chosenByLibrary.map { "\($0), if OpenBLAS is left alone" }
      },
      Fact("products", .current) {
        $0.blas.productsAreRight.map { $0 ? "right" : "WRONG" } ?? "not checked"
      },
      Fact("FLOP counters", .current) {
        let counters = $0.floatingPointCounters
        return counters.isAvailable ? "yes" : counters.reason.map { "no: \($0)" } ?? "no"
      },
      Fact("multiply-add units (one thread)", .measured) {
        $0.rates?.fmaGFLOPs.map { Units.flopRate(1e9 * $0) }
      },
      Fact("all cores at once", .measured) {
        $0.rates?.coresTogether.map { "\(Units.number($0)) times one alone" }
      },
      Fact("SGEMM (1024³, one thread)", .measured) {
        $0.rates.map { Units.flopRate(1e9 * $0.sgemmGFLOPs) }
      },
      Fact("copy (read + written, one thread)", .measured) {
        $0.rates.map { "\(Units.byteRate(1e9 * $0.copyGBs)) (\(Units.bytes($0.copyBytes)))" }
      },
      Fact("phibench") {
        "\($0.version), compiled by Swift \($0.swiftVersion)"
          + ($0.vectorUnit.map { " for \($0)" } ?? "")
      },
    ]
  }
}
