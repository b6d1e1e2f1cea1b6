import Foundation
import Subprocess

/// The built program, run as a user would.
enum Program {
  struct Result {
    let status: Int32
    let output: String
    let error: String
  }

  /// Beside the bundle of the tests that are running.
  private static let path =
    Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    ?? URL(fileURLWithPath: CommandLine.arguments[0])

  /// Runs the program with some arguments, standard input closed, in a folder.
  static func run(_ arguments: [String], in folder: URL? = nil) async throws -> Result {
    let executable = path.deletingLastPathComponent().appendingPathComponent("phibench").path
    let result = try await Subprocess.run(
      .path(.init(executable)), arguments: Arguments(arguments),
      workingDirectory: folder.map { .init($0.path) },
      output: .string(limit: 1 << 22), error: .string(limit: 1 << 20))
    let status: Int32
    switch result.terminationStatus {
    case .exited(let code): status = code
    case .signaled(let signal): status = -Int32(signal)
    }
    return Result(
      status: status, output: result.standardOutput, error: result.standardError)
  }
}

/// A private folder that goes away with the value.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("phibench-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// Writes a file and returns its path.
  func file(_ name: String, _ contents: some Collection<UInt8>) throws -> String {
    let file = url.appendingPathComponent(name)
    try Data(contents).write(to: file)
    return file.path
  }
}
