import Machine
import Subprocess
import Testing

@testable import Convolution
@testable import Measurement
@testable import Results
@testable import Sweeps
@testable import phibench

@Suite struct RefusalTests {
  /// 1 is a verdict, and what keeps a command from reaching one is none.
  @Test(
    arguments: [
      OutOfMemory(bytes: 1 << 40, purpose: .phi), ChildFailure.nonsense,
      ChildFailure.timedOut(seconds: 3),
    ] as [any Error])
  func whatCannotBeMeasuredIsNoVerdict(error: any Error) {
    #expect(Refusal(error)?.kind == .insufficient)
    #expect(Refusal(error)?.description == "\(error)")
  }

  /// As a shell reads it, which knows no characters.
  @Test(arguments: ["plain.csv", "it's", "a'\u{301}b;echo x;'.csv", "", "$(id)`id`\n\\"])
  func aWordThatIsShownIsOneWordOfAShell(word: String) async throws {
    let result = try await run(
      .name("bash"), arguments: ["-c", "printf %s \(Console.quoted(word))"],
      output: .string(limit: 1000), error: .discarded)
    #expect(Array(result.standardOutput.utf8) == Array(word.utf8))
  }

  @Test func whatIsNotThereIsNoInput() {
    let error = #expect(throws: Refusal.self) { try ResultsFile(path: "/nowhere/x.csv") }
    #expect(error?.kind == .noInput)
  }
}
