import Glibc
import SystemPackage

/// A CSV file that grows by whole rows: RFC 4180, UTF-8, one header line.
public struct CSVFile: ~Copyable {
  private let descriptor: FileDescriptor
  private let isOurs: Bool

  /// Why a file cannot take rows.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is something already.
    case exists(path: String)
    /// The system does not create it.
    case cannotCreate(path: String, reason: String)
    /// The system does not write it.
    case cannotWrite(reason: String)

    /// One clear sentence without a full stop.
    public var description: String {
      switch self {
      case .exists(let path): "\(path) exists already; --force overwrites it"
      case .cannotCreate(let path, let reason): "\(path) cannot be created: \(reason)"
      case .cannotWrite(let reason): "the output cannot be written: \(reason)"
      }
    }
  }

  /// Creates a file and writes the header.
  ///
  /// - Parameters:
  ///   - path: where.
  ///   - overwrites: whether a file that is there already gives way.
  /// - Returns: the file.
  /// - Throws: ``Failure``.
  public static func create(_ path: String, overwrites: Bool) throws(Failure) -> CSVFile {
    let descriptor: FileDescriptor
    do {
      descriptor = try open(path, overwrites: overwrites)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .cannotCreate(path: path, reason: "\(error)")
    }
    let file = CSVFile(descriptor, isOurs: true)
    try file.write(lines: [Column.all.map(\.name)])
    return file
  }

  /// Writes the header to standard output, where rows will follow.
  ///
  /// - Throws: ``Failure``.
  public static func onStandardOutput() throws(Failure) -> CSVFile {
    let file = CSVFile(.standardOutput, isOurs: false)
    try file.write(lines: [Column.all.map(\.name)])
    return file
  }

  private static func open(_ path: String, overwrites: Bool) throws -> FileDescriptor {
    do {
      return try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .exclusiveCreate],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
    } catch Errno.fileExists {
      let descriptor = try FileDescriptor.open(FilePath(path), .writeOnly)
      // Only what can be read again can be lost: a device or a pipe has nothing to overwrite.
      if let size = try? descriptor.seek(offset: 0, from: .end), size > 0 {
        guard overwrites else {
          try descriptor.close()
          throw Failure.exists(path: path)
        }
        try descriptor.resize(to: 0)
        try descriptor.seek(offset: 0, from: .start)
      }
      return descriptor
    }
  }

  private init(_ descriptor: FileDescriptor, isOurs: Bool) {
    self.descriptor = descriptor
    self.isOurs = isOurs
  }

  deinit {
    if isOurs { try? descriptor.close() }
  }

  /// Appends rows, all in one piece and down to the device before this returns.
  ///
  /// - Throws: ``Failure``.
  public func append(_ rows: [RecordedRow]) throws(Failure) {
    try write(lines: rows.map { row in Column.all.map { $0.cell(row) ?? "" } })
  }

  private func write(lines: [[String]]) throws(Failure) {
    let text = lines.map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    do {
      try descriptor.writeAll(text.utf8)
    } catch {
      throw .cannotWrite(reason: "\(error)")
    }
    // What a pipe or a terminal cannot do is no loss there.
    if isOurs { _ = fsync(descriptor.rawValue) }
  }

  /// A cell as RFC 4180 wants it: in quotes where it holds a comma, a quote or a line break.
  static func quoted(_ cell: String) -> String {
    // Scalars, since "\r\n" is one character.
    let needsQuotes = cell.unicodeScalars.contains {
      $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r"
    }
    return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }
}
