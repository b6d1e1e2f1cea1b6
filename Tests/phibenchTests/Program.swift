import Foundation
import Subprocess

/// The built program, run as a user would.
enum Program {
  struct Result {
    let status: Int32
    let output: String
    let error: String
  }

  /// The processes in which a process measures and that have not ended.
  ///
  /// Not among them is a copy of it that executes nothing yet: it waits for that, and who stopped the
  /// copy would stop both. Nor is what a sanitizer starts for itself.
  static func children(of parent: pid_t) throws -> [pid_t] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
      .filter { status(of: $0).map { $0.parent == parent && $0.state != "Z" } ?? false }
      .filter { text("cmdline", of: $0)?.contains("perform-task") ?? false }
  }

  /// Whether a process is there and has not ended.
  static func isRunning(_ id: pid_t) -> Bool {
    status(of: id).map { $0.state != "Z" } ?? false
  }

  /// Waits until something holds.
  ///
  /// - Returns: whether it came to hold in 24 000 looks, two minutes and more: looks and no time, so
  ///   that a machine on which the tests get no turn for minutes is no failure.
  static func wait(until condition: () throws -> Bool) async throws -> Bool {
    for _ in 0..<24_000 {
      if try condition() { return true }
      try await Task.sleep(for: .milliseconds(5))
    }
    return false
  }

  private static func status(of id: pid_t) -> (state: Character, parent: pid_t)? {
    guard let text = text("stat", of: id),
      // What follows the name, which may hold anything, in brackets.
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 1, let state = fields[0].first, let parent = pid_t(fields[1])
    else { return nil }
    return (state, parent)
  }

  /// What the kernel says of a process; `nil` where it has ended.
  ///
  /// By a handle: Foundation's functions for whole files leak where a process ends while they read.
  private static func text(_ name: String, of id: pid_t) -> String? {
    FileHandle(forReadingAtPath: "/proc/\(id)/\(name)")
      .flatMap { try? $0.readToEnd() }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Beside the bundle of the tests that are running.
  private static let path =
    Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    ?? URL(fileURLWithPath: CommandLine.arguments[0])

  /// The path of something in the repository.
  static func inRepository(_ path: String) -> String {
    URL(fileURLWithPath: #filePath).appendingPathComponent("../../../" + path).standardized.path
  }

  /// The built program itself.
  static let executable = path.deletingLastPathComponent().appendingPathComponent("phibench").path

  /// Runs the program with some arguments, standard input closed, in a folder, with some variables
  /// of the environment changed, by a script of the shell that gets it as its parameters, and tells a
  /// closure the process while that runs.
  static func run(
    _ arguments: [String], in folder: URL? = nil, variables: [Environment.Key: String?] = [:],
    by script: String = #"exec "$@""#, during body: (pid_t) async throws -> Void = { _ in }
  ) async throws -> Result {
    let result = try await Subprocess.run(
      .name("bash"), arguments: Arguments(["-c", script, "bash", executable] + arguments),
      environment: .inherit.updating(variables), workingDirectory: folder.map { .init($0.path) },
      input: .none, output: .string(limit: 1 << 22), error: .string(limit: 1 << 20)
    ) { try await body($0.processIdentifier.value) }
    let status: Int32
    switch result.terminationStatus {
    case .exited(let code): status = code
    case .signaled(let signal): status = -Int32(signal)
    }
    return Result(
      status: status, output: result.standardOutput, error: result.standardError)
  }
}
