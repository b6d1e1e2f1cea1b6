import Foundation
import Measurement

/// The machine's facts beside a CSV: x.csv has x.machine.json.
enum MachineFile {
  /// Where the facts beside a CSV stand.
  static func url(besideCSV path: String) -> URL {
    URL(fileURLWithPath: path).deletingPathExtension().appendingPathExtension("machine.json")
  }

  /// The facts beside a CSV; `nil` where there are none.
  ///
  /// - Throws: ``Failure`` with status 66 where they cannot be read, 65 where they are something else.
  static func read(besideCSV path: String) throws -> Machine? {
    let url = url(besideCSV: path)
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    let bytes = try Input.bytes(url.path)
    do {
      return try JSONDecoder().decode(Machine.self, from: Data(bytes))
    } catch {
      throw Failure(.data, "\(url.path) does not hold a machine's facts")
    }
  }
}
