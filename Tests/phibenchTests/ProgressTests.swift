import Testing

@testable import phibench

@Suite struct ProgressTests {
  /// What was done before says nothing about how long the rest takes.
  @Test func theTimeLeftFollowsFromWhatWasDoneSince() {
    let begun = Progress(total: 10, quiet: true)
    #expect(begun.left(done: 0, after: .seconds(3)) == nil)
    #expect(begun.left(done: 4, after: .seconds(8)) == .seconds(12))
    let resumed = Progress(total: 100, quiet: true)
    #expect(resumed.left(done: 90, before: 90, after: .seconds(3)) == nil)
    #expect(resumed.left(done: 92, before: 90, after: .seconds(8)) == .seconds(32))
  }
}
