import Foundation
import Subprocess

/// FLOPs as the processor's own counters saw them, through `perf stat`.
public enum HardwareCounters {
  /// Whether FLOPs can be counted on a machine.
  public struct Availability: Codable, Hashable, Sendable {
    /// Whether they can.
    public var isAvailable: Bool
    /// Why not, one sentence without a full stop.
    public var reason: String?
  }

  /// Tries the counters on a child that does nothing.
  public static func availability(_ processor: Processor) async -> Availability {
    switch await flops(ofExecutable: "true", arguments: [], processor: processor) {
    case .success: Availability(isAvailable: true, reason: nil)
    case .failure(let reason): Availability(isAvailable: false, reason: reason.description)
    }
  }

  /// The FLOPs that phibench executes as a child process with these arguments, from its start to
  /// its end; what it does beside the work in question must be counted by itself and taken away.
  ///
  /// The child runs once for each group of events. User mode only: the kernel computes nothing,
  /// and most systems do not permit more.
  ///
  /// - Parameters:
  ///   - arguments: the child's, without its own name.
  ///   - executable: the running one, unless given.
  ///   - processor: decides which events to count.
  /// - Returns: the FLOPs, a fused multiply-add as two, or why there are none.
  public static func flops(
    ofChild arguments: [String], executable: String = ThisProcess.executable,
    processor: Processor = .ofThisMachine()
  ) async -> Result<Int, CounterFailure> {
    await flops(ofExecutable: executable, arguments: arguments, processor: processor)
  }

  private static func flops(
    ofExecutable executable: String, arguments: [String], processor: Processor
  ) async -> Result<Int, CounterFailure> {
    let groups = FloatingPointEvent.groups(for: processor)
    guard !groups.isEmpty else { return .failure(.unknownProcessor(vendor: processor.vendor)) }
    do throws(CounterFailure) {
      var flops = 0
      for events in groups {
        let output = try await perf(events.map(\.name), [executable] + arguments)
        flops += try PerfReading.flops(PerfReading.readings(of: output), of: events)
      }
      return .success(flops)
    } catch .unknownEvent(let names) {
      // perf may not know the processor, but a machine without any counter is the better reason.
      return .failure(await lacksCounters() ? .noCounters : .unknownEvent(names))
    } catch {
      return .failure(error)
    }
  }

  /// Whether not even instructions can be counted, as in most virtual machines.
  private static func lacksCounters() async -> Bool {
    do throws(CounterFailure) {
      _ = try PerfReading.readings(of: try await perf(["instructions"], ["true"]))
      return false
    } catch .notSupported {
      return true
    } catch {
      return false
    }
  }

  /// What `perf stat -x,` writes about one run of a command.
  private static func perf(
    _ events: [String], _ command: [String]
  ) async throws(CounterFailure) -> String {
    // A file of its own, because standard error is the child's as well.
    let folder: PrivateFolder
    do { folder = try PrivateFolder() } catch { throw .childFailed(message: "\(error)") }
    let names = events.map { "\($0):u" }.joined(separator: ",")
    let perf: ExecutionResult<Void, DiscardedOutput, StringOutput<UTF8>>
    do {
      perf = try await run(
        .name("perf"),
        arguments: .init(
          ["stat", "-x,", "-o", folder.file("perf.csv").path, "-e", names, "--"] + command),
        // Numbers with a decimal point, and messages in English.
        environment: .inherit.updating(["LC_ALL": "C"]),
        platformOptions: ChildProcess.platformOptions, output: .discarded,
        error: .string(limit: 1 << 20))
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .perfNotInstalled
    } catch {
      throw .childFailed(message: "\(error)")
    }
    guard perf.terminationStatus.isSuccess else {
      throw failure(of: perf.standardError, names: names)
    }
    return (try? String(contentsOf: folder.file("perf.csv"), encoding: .utf8)) ?? ""
  }

  /// Why `perf` failed, by what it wrote to standard error.
  static func failure(of message: String, names: String) -> CounterFailure {
    if message.contains("perf_event_paranoid") { return .notPermitted }
    if message.contains("event syntax error") || message.contains("Bad event") {
      // perf shortens the name in its message.
      return .unknownEvent(names)
    }
    let lines = message.split(separator: "\n").map { $0.drop { $0 == " " } }
    return .childFailed(message: lines.last { !$0.isEmpty }.map(String.init) ?? "no message")
  }
}
