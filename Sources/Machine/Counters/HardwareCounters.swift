import Foundation
import Subprocess

/// FLOPs as the processor's own counters saw them, through `perf stat`.
package enum HardwareCounters {
  /// Whether FLOPs can be counted on a machine.
  package struct Availability: Codable, Hashable, Sendable {
    package var isAvailable: Bool
    /// Why not, one sentence without a full stop.
    package var reason: String?
  }

  /// Tries the counters on a process that does nothing.
  package static func availability(_ processor: Processor) async -> Availability {
    do throws(CounterFailure) {
      _ = try await flops(on: processor, probe)
      return Availability(isAvailable: true)
    } catch {
      return Availability(isAvailable: false, reason: error.description)
    }
  }

  /// The FLOPs that a child executes from its start to its end, a fused multiply-add as two; what it does beside
  /// the work must be counted by itself and taken away. Throws, too, where the work does.
  ///
  /// The child, which `perf` watches, works once for each group of events. User mode only: the kernel computes
  /// nothing, and most systems do not permit more. `perf` leaves the child its standard input, so
  /// that it ends with this process as every other child does, and `perf` after it.
  package static func flops(
    by child: ChildProcess, _ work: (ChildProcess) async throws -> Void
  ) async throws(CounterFailure) -> Int {
    try await flops(on: .ofThisMachine()) { perf, _ throws(CounterFailure) in
      do {
        try await work(child.watched(by: perf, environment: environment))
      } catch {
        throw .childFailed(message: "\(error)")
      }
    }
  }

  /// Runs something under `perf`, whose command line and events it is given.
  private typealias Watched = (
    _ perf: [String], _ events: String
  ) async throws(CounterFailure) -> Void

  private static func flops(
    on processor: Processor, _ run: Watched
  ) async throws(CounterFailure) -> Int {
    let groups = FloatingPointEvent.groups(for: processor)
    guard !groups.isEmpty else {
      let processor = processor.vendor.map { "a processor by \($0)" } ?? "this processor"
      throw .other("no event is known that counts the FLOPs of \(processor)")
    }
    do throws(CounterFailure) {
      var flops = 0
      for events in groups {
        let output = try await stat(events.map(\.name), run)
        flops += try PerfReading.flops(PerfReading.readings(of: output), of: events)
      }
      return flops
    } catch .unknownEvent(let names) {
      // perf may not know the processor, but a machine without any counter is the better reason.
      throw await lacksCounters()
        ? .other("the machine has no hardware counters that perf could read")
        : .unknownEvent(names)
    }
  }

  /// Whether not even instructions can be counted, as in most virtual machines.
  private static func lacksCounters() async -> Bool {
    do throws(CounterFailure) {
      _ = try PerfReading.readings(of: try await stat(["instructions"], probe))
      return false
    } catch .notSupported {
      return true
    } catch {
      return false
    }
  }

  /// What `perf stat -x,` writes about one run.
  private static func stat(
    _ events: [String], _ run: Watched
  ) async throws(CounterFailure) -> String {
    // A file of its own, because standard error is the child's as well.
    let folder: PrivateFolder
    do { folder = try PrivateFolder() } catch { throw .childFailed(message: "\(error)") }
    let file = folder.file("perf.csv")
    let names = events.map { "\($0):u" }.joined(separator: ",")
    try await run(["perf", "stat", "-x,", "-o", file.path, "-e", names, "--"], names)
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }

  /// Numbers with a decimal point, and messages in English.
  private static let environment = Environment.inherit.updating(["LC_ALL": "C"])

  /// Runs a program that does nothing, so that all `perf` may say is about itself.
  private static func probe(_ perf: [String], _ events: String) async throws(CounterFailure) {
    let complaint: String?
    do {
      complaint = try await ChildProcess.complaint(of: perf + ["true"], in: environment)
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .other("perf is not installed")
    } catch {
      throw .childFailed(message: "\(error)")
    }
    if let complaint { throw failure(of: complaint, names: events) }
  }

  /// Why `perf` failed, by what it wrote to standard error.
  static func failure(of message: String, names: String) -> CounterFailure {
    if message.contains("perf_event_paranoid") {
      return .other("perf is not permitted to count (kernel.perf_event_paranoid)")
    }
    if message.contains("event syntax error") || message.contains("Bad event") {
      // perf shortens the name in its message.
      return .unknownEvent(names)
    }
    let lines = message.split(separator: "\n").map { $0.drop { $0 == " " } }
    return .childFailed(message: lines.last { !$0.isEmpty }.map(String.init) ?? "no message")
  }
}
