import Convolution
import Foundation
import Glibc
import TestFixtures
import Testing

@testable import Machine
@testable import Measurement

/// What becomes of children that do not do what they should: any program may stand for one.
@Suite struct ChildProcessTests {
  private let folder: TemporaryFolder

  /// Some children end before they have read their task; the program ignores this signal as well.
  init() throws {
    folder = try TemporaryFolder()
    signal(SIGPIPE, SIG_IGN)
  }

  private static func task(a: Int = 8, strategies: [Strategy] = ["cached"]) throws -> PointTask {
    let geometry = try ConvolutionGeometry(l: 2, d: 3, a: a, b: 7, dOut: 4, h: 3, padding: 1)
    return PointTask(
      kind: .session(round: 1, blocks: [:]),
      point: Point(layer: "", workload: Workload(geometry: geometry)),
      strategies: strategies,
      settings: PointSettings(seed: 1, sampling: Sampling(samples: 1), cacheBytes: 1 << 20))
  }

  @Test(
    arguments: [
      ("/bin/echo", ["nonsense"], .nonsense),
      ("/bin/true", [], .nonsense),
      ("/bin/false", [], .exited(status: 1)),
      ("/bin/cat", ["/nowhere"], .exited(status: 1)),
      ("/bin/sh", ["-c", "kill -SEGV $$"], .signalled(Int(SIGSEGV))),
      ("/bin/sh", ["-c", "kill -KILL $$"], .signalled(Int(SIGKILL))),
      ("/bin/sh", ["-c", "echo half; kill -ABRT $$"], .signalled(Int(SIGABRT))),
      // What a task looks like is no reply to it.
      ("/bin/sh", ["-c", "head -n 1"], .nonsense),
      ("/bin/sh", ["-c", "yes | head -c 20000000"], .nonsense),
    ] as [(String, [String], ChildFailure)])
  func aChildThatFailsSaysHow(
    executable: String, arguments: [String], failure: ChildFailure
  ) async throws {
    let child = ChildProcess(executable: executable, arguments: arguments)
    await #expect(throws: failure) { _ = try await child.perform(Self.task()) }
  }

  @Test func whatDoesNotExistDoesNotStart() async throws {
    let child = ChildProcess(executable: "/nowhere", arguments: [])
    do {
      _ = try await child.perform(Self.task())
      Issue.record("nothing was started, and yet it replied")
    } catch ChildFailure.notStarted(let reason) {
      #expect(!reason.isEmpty)
    }
  }

  /// A child that hangs ends at its limit, and so does what it started.
  @Test func aChildThatHangsIsEndedWithAllThatItStarted() async throws {
    let file = folder.path("ids")
    let child = ChildProcess(
      executable: "/bin/sh",
      arguments: ["-c", "sleep 600 & echo $! $$ > \"$1\"; wait", "sh", file],
      limits: ChildLimits(seconds: 1))
    let start = ContinuousClock.now
    await #expect(throws: ChildFailure.timedOut(seconds: 1)) {
      _ = try await child.perform(Self.task())
    }
    #expect(ContinuousClock.now - start >= .seconds(1))
    let ids = try String(contentsOfFile: file, encoding: .utf8).split(
      whereSeparator: \.isWhitespace
    )
    .compactMap { Int32($0) }
    #expect(ids.count == 2)
    for id in ids { #expect(try await isGone(id)) }
  }

  @Test func aCancelledTaskLeavesNoChild() async throws {
    let file = folder.path("ids")
    let child = ChildProcess(
      executable: "/bin/sh", arguments: ["-c", "echo $$ > \"$1\"; exec sleep 600", "sh", file])
    let measuring = Task { _ = try await child.perform(Self.task()) }
    var id: Int32?
    while id == nil {
      try await Task.sleep(for: .milliseconds(5))
      let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
      if text.hasSuffix("\n") { id = Int32(text.dropLast()) }
    }
    measuring.cancel()
    await #expect(throws: CancellationError.self) { try await measuring.value }
    #expect(try await isGone(try #require(id)))
  }

  /// Whether a process has ended; init may take a moment to collect one that lost its parent.
  private func isGone(_ id: Int32) async throws -> Bool {
    for _ in 0..<24_000 {
      let status = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
      // The state stands behind the name in brackets; Z is one that nobody has collected.
      guard let status, let end = status.lastIndex(of: ")") else { return true }
      if status[end...].dropFirst(2).first == "Z" { return true }
      try await Task.sleep(for: .milliseconds(5))
    }
    return false
  }

  @Test func moreWorkIsGivenMoreTime() throws {
    let small = try #require(try Self.task().limitSeconds)
    #expect(small >= 300)
    #expect(try #require(try Self.task(a: 100_000_000).limitSeconds) > 2 * small)
  }
}
