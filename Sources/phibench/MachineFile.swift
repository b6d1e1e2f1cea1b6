import Foundation
import Measurement
import Sweeps

/// The machine's facts beside a CSV.
enum MachineFile {
  /// The facts beside a CSV; `nil` where there are none.
  ///
  /// - Throws: ``Failure`` with status 66 where they cannot be read, 65 where they are something else.
  static func read(besideCSV path: String) throws -> Machine? {
    let facts = SweepFiles(csv: path).machine
    guard FileManager.default.fileExists(atPath: facts) else { return nil }
    let bytes = try Input.bytes(facts)
    do {
      return try JSONDecoder().decode(Machine.self, from: Data(bytes))
    } catch {
      throw Failure(.data, "\(facts) does not hold a machine's facts")
    }
  }
}
