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
    let file = SweepFiles(csv: path).machine
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    let bytes = try Input.bytes(file)
    guard let machine = try? JSONDecoder().decode(Machine.self, from: Data(bytes)) else {
      throw Failure(.data, "\(file) does not hold a machine's facts")
    }
    if let kind, !kind.agrees(with: MachineKind(of: machine)) {
      Failure.note("\(file) is about another machine than \(kind), and was passed over")
      return nil
    }
    return machine
  }
}
