import Foundation
import Subprocess
import TestFixtures
import Testing

/// Benchmarks/reference-run.sh, with stubs in the place of the program and of make.
@Suite struct ReferenceRunTests {
  private let folder: TemporaryFolder
  private let script = Program.inRepository("Benchmarks/reference-run.sh")

  /// Writes a CSV of one line with the number of the run, and what stands beside it; a part of it
  /// where it is to fail.
  private static let stub = """
    #!/usr/bin/env bash
    output=
    for word in "$@"; do
      [ "$previous" = --output ] && output=$word
      [ "$previous" = --figures ] && figures=$word
      case $word in OUTPUT=*) output=${word#OUTPUT=} ;; esac
      previous=$word
    done
    echo "$*" >> "$CALLS"
    case "$*" in
      plan*)
        [[ "$*" =~ $FAILING ]] && exit "$STATUS"
        exec cat "${@: -1}"
        ;;
      report*)
        mkdir "$figures" && cd "$figures" || exit 73
        for name in answer slides-{time,memory}-h verify-exponents-h published-layers-layers-time x; do
          echo "run $RUN" > "$name.svg"
        done
        [[ "$*" =~ $FAILING ]] && exit "$STATUS"
        exit 0 ;;
    esac
    mkdir -p "$(dirname "$output")"
    printf 'part of %s' "$RUN" > "$output"
    [[ "$*" =~ $FAILING ]] && exit "$STATUS"
    echo "run $RUN" > "$output"
    echo "machine $RUN" > "${output%.csv}.machine.json"
    touch "${output%.csv}.sessions.csv"
    # A verdict on rows that are whole; make has none.
    [[ $0 == */make ]] || exit 2
    """

  init() throws {
    folder = try TemporaryFolder()
    for name in ["phibench", "make"] { try folder.program(name, Self.stub) }
  }

  private func run(_ number: Int, failing: String = "^nothing$", status: Int = 74) async throws
    -> (status: TerminationStatus, error: String)
  {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let result = try await Subprocess.run(
      .path(.init(script)),
      arguments: [
        folder.url.appendingPathComponent("phibench").path,
        folder.url.appendingPathComponent("results").path,
      ],
      environment: .inherit.updating([
        "PATH": folder.url.path + ":" + path, "RUN": "\(number)", "FAILING": failing,
        "STATUS": "\(status)", "CALLS": folder.url.appendingPathComponent("calls").path,
      ]), output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
    return (result.terminationStatus, result.standardError)
  }

  private func text(_ name: String) throws -> String {
    try String(
      contentsOf: folder.url.appendingPathComponent("results/\(name)"), encoding: .utf8)
  }

  @Test func eachFileTakesItsPlaceWithWhatStandsBesideIt() async throws {
    #expect(try await run(1).status == .exited(0))
    let names = [
      "bench", "verify", "slides", "trade", "published-layers", "threads", "vgg16", "peers",
    ]
    for name in names {
      #expect(try text("\(name).csv") == "run 1\n")
      #expect(try text("\(name).machine.json") == "machine 1\n")
    }
    #expect(try text("vgg16-plans.txt") == "run 1\n")
    let figures = [
      "bench-answer", "trade-answer", "slides-time-h", "slides-memory-h", "verify-exponents-h",
      "published-layers-time",
    ]
    for name in figures { #expect(try text("figures/\(name).svg") == "run 1\n") }
    let files = try #require(
      FileManager.default.enumerator(atPath: folder.url.appendingPathComponent("results").path))
    #expect(files.allObjects.count == 2 * names.count + 1 + 1 + figures.count)
  }

  /// A sweep that fails at half leaves what an earlier run measured, and no plan reads its part.
  @Test(arguments: [("sweep Benchmarks/networks/vgg16", "vgg16", 74), ("peers", "peers", 2)])
  func whatFailsLeavesTheEarlierResult(command: String, name: String, status: Int) async throws {
    _ = try await run(1)
    let second = try await run(2, failing: command, status: status)
    #expect(second.status == .exited(1))
    #expect(second.error.contains("reference run: \(name) exited with"))
    #expect(try text("\(name).csv") == "run 1\n")
    #expect(try text("\(name).machine.json") == "machine 1\n")
    #expect(try text("vgg16-plans.txt") == (name == "peers" ? "run 2\n" : "run 1\n"))
    #expect(try text("slides.csv") == "run 2\n")
    #expect(try text("figures/slides-time-h.svg") == "run 2\n")
    // What there is of it is kept beside until the next run, which begins anew.
    #expect(try text("\(name).new.csv") == "part of 2")
    _ = try await run(3)
    #expect(try text("\(name).csv") == "run 3\n")
  }

  @Test func figuresStayWhereNoneCanBeDrawn() async throws {
    _ = try await run(1)
    #expect(try await run(2, failing: "^report .*/bench.csv", status: 73).status == .exited(1))
    #expect(try text("figures/bench-answer.svg") == "run 1\n")
    #expect(try text("figures/trade-answer.svg") == "run 2\n")
  }

  @Test(arguments: [
    ("trade", "slides.csv", "published-layers.csv"),
    ("^plan .*vgg16", "vgg16.csv", "peers.csv"),
    ("^report", "peers.csv", "figures/bench-answer.svg"),
  ])
  func anInterruptionEndsTheRun(command: String, last: String, next: String) async throws {
    let interrupted = try await run(1, failing: command, status: 130)
    #expect(interrupted.status == .exited(130))
    #expect(try text(last) == "run 1\n")
    #expect(throws: (any Error).self) { try text(next) }
  }
}
