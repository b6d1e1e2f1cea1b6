import Foundation
import Machine
import SystemPackage

/// The machine's facts beside a CSV: x.csv has x.machine.json.
package struct MachineFacts: Sendable {
  /// The facts; `nil` if there are none of the machine that measured.
  package let machine: Machine?
  /// What a reader should know of them.
  package let issues: [DatasetIssue]

  /// Where they stand. Only `.csv` goes from the CSV's name: x.cached and x.tiled have nothing in
  /// common.
  package static func path(besideCSV csv: String) -> String {
    stem(ofCSV: csv) + ".machine.json"
  }

  /// What files beside a CSV are called before their own endings.
  package static func stem(ofCSV csv: String) -> String {
    var stem = FilePath(csv)
    if stem.extension == "csv" { stem.extension = nil }
    return stem.string
  }

  /// Reads them; what is something else, or about another machine than the rows, is passed over.
  package init(besideCSV csv: String, of kind: MachineKind?) {
    let path = Self.path(besideCSV: csv)
    guard FileManager.default.fileExists(atPath: path) else {
      (machine, issues) = (nil, [])
      return
    }
    let found = FileManager.default.contents(atPath: path)
      .flatMap { try? JSON.decode(Machine.self, from: $0) }
    let isOwn = found.map { kind?.agrees(with: MachineKind(of: $0)) ?? true } ?? false
    machine = isOwn ? found : nil
    issues = isOwn ? [] : [.foreignFacts(file: path, kind: found == nil ? nil : kind)]
  }
}
