import Foundation
import Subprocess
import SystemPackage

/// A fresh process of this program for one task, so that no point can colour another, and none can
/// take the program with it.
///
/// The task goes to the child's standard input as a line of JSON, the reply comes from its standard
/// output. The child leads a process group of its own: Ctrl-C on the terminal reaches the parent
/// alone, and what the child may have started ends with it.
///
/// The program must ignore SIGPIPE: a child may end before it has read its task.
public struct ChildProcess: Sendable {
  private let executable: String
  private let arguments: [String]
  private let limits: ChildLimits

  /// A child that is started with some arguments.
  ///
  /// - Parameters:
  ///   - executable: the running one, unless given.
  ///   - arguments: make it take a task from its standard input.
  ///   - limits: what it may use; the arguments tell it of memory, time is watched from here.
  public init(
    executable: String = ThisProcess.executable, arguments: [String],
    limits: ChildLimits = ChildLimits()
  ) {
    self.executable = executable
    self.arguments = arguments
    self.limits = limits
  }

  /// Performs a task in a fresh process, which has ended when this returns, whatever happens.
  ///
  /// - Throws: ``ChildFailure``, or `CancellationError` where the current task is cancelled.
  public func perform<Work: ChildTask>(_ task: Work) async throws -> Work.Reply {
    try Task.checkCancellation()
    guard let seconds = limits.seconds ?? task.limitSeconds else {
      return try await reply(to: task)
    }
    return try await withThrowingTaskGroup { group in
      group.addTask { try await reply(to: task) }
      group.addTask {
        // Time during which the machine sleeps is not the child's.
        try await Task.sleep(for: .seconds(seconds), clock: .suspending)
        throw ChildFailure.timedOut(seconds: seconds)
      }
      defer { group.cancelAll() }
      guard let reply = try await group.next() else { throw ChildFailure.nonsense }
      return reply
    }
  }

  private func reply<Work: ChildTask>(to task: Work) async throws -> Work.Reply {
    let line = try JSONEncoder().encode(task) + Data("\n".utf8)
    let result: ExecutionResult<Data, SequenceOutput, FileDescriptorOutput>
    do {
      result = try await run(
        .path(FilePath(executable)), arguments: Arguments(arguments),
        platformOptions: Self.platformOptions,
        input: .inputWriter, output: .sequence, error: .currentStandardError
      ) { child in
        // One that ends before it reads says so by its status.
        _ = try? await child.standardInputWriter.write(line)
        var reply = Data()
        for try await piece in child.standardOutput {
          unsafe piece.withUnsafeBytes { unsafe reply.append(contentsOf: $0) }
          guard reply.count <= Self.largestReply else { throw ChildFailure.nonsense }
        }
        return reply
      }
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      throw ChildFailure.notStarted(reason: "\(error)")
    }
    try Task.checkCancellation()
    if let failure = ChildFailure(result.terminationStatus) { throw failure }
    guard let reply = try? JSONDecoder().decode(Work.Reply.self, from: result.closureResult) else {
      throw ChildFailure.nonsense
    }
    return reply
  }

  /// A group of its own, all of which ends at once where nobody waits any more.
  static var platformOptions: PlatformOptions {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
    ]
    return options
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
  ///   - json: the task; without it, it comes through the `Lifeline`.
  ///   - work: what kind of task.
  /// - Throws: what decoding or writing throws.
  public static func answer<Work: ChildTask>(_ json: String?, as work: Work.Type) throws {
    let line: Data
    if let json {
      line = Data(json.utf8)
    } else {
      line = Lifeline.readTask()
      Lifeline.hold()
    }
    let task = try JSONDecoder().decode(Work.self, from: line)
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
