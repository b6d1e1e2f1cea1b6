import Convolution
import Machine

/// What the sweeps of a report were measured on.
struct MachineTable {
  private let sweeps: [ReportedSweep]

  init(_ sweeps: [ReportedSweep]) {
    self.sweeps = sweeps
  }

  /// A column for each machine, with the files that it measured above.
  var table: TextTable {
    var columns: [(sweeps: [ReportedSweep], facts: [String])] = []
    for sweep in sweeps {
      let facts = Self.facts.map { $0.value(sweep) ?? "" }
      if let index = columns.firstIndex(where: { $0.facts == facts }) {
        columns[index].sweeps.append(sweep)
      } else {
        columns.append(([sweep], facts))
      }
    }
    var table = TextTable(
      [("", .left)]
        + columns.map { ($0.sweeps.map(Self.label).joined(separator: ", "), .left) })
    for (index, fact) in Self.facts.enumerated()
    where columns.contains(where: { !$0.facts[index].isEmpty }) {
      table.add([fact.name] + columns.map { $0.facts[index] })
    }
    // What is measured differs a little from run to run, on the same machine too.
    for rate in Self.rates {
      let cells = columns.map { column in
        column.sweeps.compactMap { $0.machine?.rates.map(rate.value) }.reduce(into: [String]()) {
          if !$0.contains($1) { $0.append($1) }
        }.joined(separator: ", ")
      }
      if cells.contains(where: { !$0.isEmpty }) { table.add([rate.name] + cells) }
    }
    return table
  }

  /// The file, and where several sweeps came out of it, which of them.
  private static func label(_ sweep: ReportedSweep) -> String {
    sweep.file.hasPrefix(sweep.name + ".") || sweep.machineName == nil
      ? sweep.file : "\(sweep.file) (\(sweep.name))"
  }

  private static var rates: [(name: String, value: (MachineRates) -> String)] {
    [
      ("measured peak (SGEMM 1024³)", { Units.flopRate(1e9 * $0.sgemmGFLOPs) }),
      ("measured copy (read and written)", { Units.byteRate(1e9 * $0.copyGBs) }),
    ]
  }

  private static var facts: [(name: String, value: (ReportedSweep) -> String?)] {
    [
      (
        "processor",
        { sweep in sweep.kind?.processor ?? sweep.machine?.processor.name }
      ),
      ("logical cores", { $0.machine?.processor.logicalCores.map(String.init) }),
      ("caches", { $0.machine.map { caches($0.processor.caches) } }),
      ("memory", { $0.machine?.memory.totalBytes.map(Units.bytes) }),
      ("system", { $0.machine?.operatingSystem }),
      ("kernel", { $0.machine?.kernel }),
      (
        "OpenBLAS",
        { sweep in
          [sweep.machine?.blas.version, sweep.kind?.kernel.map { "kernel \($0)" }]
            .compactMap(\.self).joined(separator: ", ")
        }
      ),
      ("phibench", { $0.versions.joined(separator: ", ") }),
    ]
  }

  private static func caches(_ caches: Caches) -> String {
    [("L1d", caches.l1dBytes), ("L2", caches.l2Bytes), ("L3", caches.l3Bytes)]
      .compactMap { name, bytes in bytes.map { "\(name) \(Units.bytes($0))" } }
      .joined(separator: ", ")
  }
}
