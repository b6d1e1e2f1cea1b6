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
package struct ChildProcess: Sendable {
  /// A path or a name, and the arguments.
  private let command: [String]
  private let environment: Environment
  private let limits: ChildLimits
  private let isHeard: Bool

  /// A child of an executable, the running one unless given, with arguments that make it take a task from its
  /// standard input and tell it how much memory it may use; its time is watched from here.
  package init(
    executable: String = ThisProcess.executable, arguments: [String],
    limits: ChildLimits = ChildLimits()
  ) {
    self.init(
      command: [executable] + arguments, environment: .inherit, limits: limits, isHeard: true)
  }

  /// A child by its command line, a path or a name and the arguments; `isHeard` says whether its standard error
  /// is this process's.
  init(command: [String], environment: Environment, limits: ChildLimits, isHeard: Bool) {
    self.command = command
    self.environment = environment
    self.limits = limits
    self.isHeard = isHeard
  }

  /// The same child, started by another program that watches it and leaves it its input and output.
  func watched(by watcher: [String], environment: Environment) -> ChildProcess {
    ChildProcess(
      command: watcher + command, environment: environment, limits: limits, isHeard: isHeard)
  }

  /// Performs a task in a fresh process, which has ended when this returns, whatever happens; throws a
  /// ``ChildFailure``, or a `CancellationError` where the current task is cancelled.
  package func perform<Work: ChildTask>(_ task: Work) async throws -> Work.Reply {
    try Task.checkCancellation()
    guard let seconds = limits.seconds ?? task.limitSeconds else {
      return try await reply(to: task)
    }
    return try await withThrowingTaskGroup { group in
      group.addTask { try await reply(to: task) }
      group.addTask {
        // A second at a time: where the machine sleeps or this program is stopped (Ctrl-Z, a
        // scheduler), that takes one second of the child's, and a reply that came meanwhile is read.
        for _ in 0..<seconds { try await Task.sleep(for: .seconds(1), clock: .suspending) }
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
      let errors: FileDescriptorOutput =
        isHeard
        ? .currentStandardError
        : .fileDescriptor(
          try .open(FilePath("/dev/null"), .writeOnly, options: .closeOnExec),
          closeAfterSpawningProcess: true
        )
      result = try await run(
        command[0].contains("/") ? .path(FilePath(command[0])) : .name(command[0]),
        arguments: Arguments(Array(command.dropFirst())), environment: environment,
        platformOptions: Self.platformOptions,
        input: .inputWriter, output: .sequence, error: errors
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
  package static var platformOptions: PlatformOptions {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
    ]
    return options
  }

  /// What a program that gets no input and whose output nobody wants writes to standard error before it
  /// fails; `nil` where it does not fail. Throws a `SubprocessError` if it does not start.
  static func complaint(
    of command: [String], in environment: Environment
  ) async throws -> String? {
    let result = try await run(
      .name(command[0]), arguments: Arguments(Array(command.dropFirst())),
      environment: environment, platformOptions: platformOptions, output: .discarded,
      error: .string(limit: 1 << 20))
    return result.terminationStatus.isSuccess ? nil : result.standardError
  }

  /// Does the task that comes through the `Lifeline` and writes the reply to standard output: the
  /// child's side.
  package static func answer<Work: ChildTask>(
    _ work: Work.Type, within addressSpaceBytes: Int? = nil
  ) throws {
    ChildLimits.standBack()
    let task = try JSONDecoder().decode(Work.self, from: Lifeline.readTask())
    let reply: Work.Reply
    do {
      try SystemLimits.require(threads: task.threads, .child)
      Lifeline.hold()
      if let addressSpaceBytes {
        ChildLimits.limitAddressSpace(to: addressSpaceBytes, threads: task.threads)
      }
      reply = try task.perform()
    } catch {
      reply = Work.failed("\(error)")
    }
    try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(reply))
  }

  /// A reply holds some numbers for each strategy and operation.
  private static let largestReply = 16 << 20
}
