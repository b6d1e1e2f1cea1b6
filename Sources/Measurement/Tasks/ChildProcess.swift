import Foundation
import Subprocess
import SystemPackage

/// A fresh process of this program for one task, so that no point can colour another, and none can
/// take the program with it.
///
/// The task goes to the child's standard input as JSON, the reply comes from its standard output.
public struct ChildProcess: Sendable {
  /// Arguments that make this program take a task from its standard input.
  private let arguments: [String]

  /// A child that is started with some arguments.
  public init(arguments: [String]) {
    self.arguments = arguments
  }

  /// Performs a task in a fresh process.
  ///
  /// - Throws: ``ChildFailure``.
  public func perform<Work: ChildTask>(_ task: Work) async throws -> Work.Reply {
    let result = try await Subprocess.run(
      .path(FilePath(ThisProcess.executable)), arguments: Arguments(arguments),
      input: .data(try JSONEncoder().encode(task)), output: .data(limit: Self.largestReply),
      error: .currentStandardError)
    guard result.terminationStatus.isSuccess else {
      throw ChildFailure.ended(String(describing: result.terminationStatus))
    }
    guard let reply = try? JSONDecoder().decode(Work.Reply.self, from: result.standardOutput) else {
      throw ChildFailure.nonsense
    }
    return reply
  }

  /// Counts by hardware the FLOPs of a fresh process that does a task.
  ///
  /// - Returns: the count, or why there is none.
  public func countFLOPs(_ task: PointTask) async -> Result<Int, CounterFailure> {
    guard let json = try? JSONEncoder().encode(task) else { return .failure(.noCounters) }
    return await HardwareCounters.flops(
      ofChild: arguments + [String(decoding: json, as: UTF8.self)])
  }

  /// Does a task and writes the reply to standard output: the child's side.
  ///
  /// - Parameters:
  ///   - json: the task; without it, it comes from standard input.
  ///   - work: what kind of task.
  /// - Throws: what reading, decoding or writing throws.
  public static func answer<Work: ChildTask>(_ json: String?, as work: Work.Type) throws {
    let task = try JSONDecoder().decode(
      Work.self,
      from: json.map { Data($0.utf8) } ?? FileHandle.standardInput.readDataToEndOfFile())
    let reply: Work.Reply
    do {
      reply = try task.perform()
    } catch {
      reply = Work.failed("\(error)")
    }
    try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(reply))
  }

  /// A reply holds some numbers for each strategy and operation.
  private static let largestReply = 16 << 20
}

/// Why a child process gave no reply.
public enum ChildFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// It ended before it could.
  case ended(String)
  /// It printed something else.
  case nonsense

  /// One clear sentence without a full stop.
  public var description: String {
    switch self {
    case .ended(let how): "the measuring process ended early: \(how)"
    case .nonsense: "the measuring process printed no reply"
    }
  }
}
