import Foundation
import TestFixtures
import Testing

/// Benchmarks/bench.sh, with a stub in the place of the program.
@Suite struct BenchScriptTests {
  private let folder: TemporaryFolder

  /// Does what it is told to, and says in which order.
  private static let stub = """
    #!/usr/bin/env bash
    echo "$*" >> "$CALLS"
    case $1 in
      verify) echo 'in full'; exit "$VERDICT" ;;
      report) echo 'the answer' ;;
      sweep) exit "$SWEEP" ;;
    esac
    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.program("stub", Self.stub)
  }

  private func run(verdict: Int, sweep: Int = 0) async throws -> Program.Result {
    try await Program.run(
      ["--samples", "6"], in: folder.url,
      variables: ["CALLS": folder.path("calls"), "VERDICT": "\(verdict)", "SWEEP": "\(sweep)"],
      by: #"exec "$SCRIPT" "$STUB" "$OUT" "${@:2}""#
        .replacing("$SCRIPT", with: Program.inRepository("Benchmarks/bench.sh"))
        .replacing("$STUB", with: folder.path("stub")).replacing("$OUT", with: folder.path("out")))
  }

  @Test(arguments: [
    (0, 0, "every formula holds"), (1, 1, "not every formula holds"), (2, 0, "does not suffice"),
  ])
  func theVerdictDecidesAndUndecidedIsNoFailure(
    verdict: Int, status: Int32, words: String
  ) async throws {
    let result = try await run(verdict: verdict)
    #expect(result.status == status, "\(result.error)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.first == "the answer")
    #expect(result.output.contains(words))
    for file in ["bench.html", "bench.verdict.txt", "bench.csv"] {
      #expect(result.output.contains(folder.path("out/\(file)")))
    }
    #expect(try folder.text("out/bench.verdict.txt") == "in full\n")
    let calls = try folder.text("calls").split(separator: "\n").map { $0.split(separator: " ") }
    #expect(calls.map(\.[0]) == ["sweep", "verify", "report"])
    #expect(calls[0].suffix(2) == ["--samples", "6"])
  }

  @Test func aSweepOrAReaderThatFailsEndsTheJob() async throws {
    #expect(try await run(verdict: 0, sweep: 74).status == 74)
    #expect(try folder.text("calls").split(separator: "\n").count == 1)
    #expect(try await run(verdict: 65).status == 65)
  }
}
