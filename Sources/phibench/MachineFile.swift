import Foundation
import Machine
import Results
import Sweeps

/// The machine's facts beside a CSV.
enum MachineFile {
  /// The facts of a kind of machine beside a CSV; `nil` where there are none.
  ///
  /// Facts of another machine only are passed over, and the user is told.
  ///
  /// - Throws: ``Failure`` with status 66 where they cannot be read, 65 where they are something else.
  static func read(besideCSV path: String, of kind: MachineKind?) throws -> Machine? {
    let files = SweepFiles(csv: path).machineFiles
    let machines = try files.map(read)
    let own = machines.first { kind?.includes($0) ?? true }
    if own == nil, let kind, let first = files.first {
      Failure.note("\(first) is about another machine than \(kind), and was passed over")
    }
    return own
  }

  private static func read(_ facts: String) throws -> Machine {
    let bytes = try Input.bytes(facts)
    do {
      return try JSONDecoder().decode(Machine.self, from: Data(bytes))
    } catch {
      throw Failure(.data, "\(facts) does not hold a machine's facts")
    }
  }
}
