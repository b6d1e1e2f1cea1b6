import Foundation
import Testing

/// A whole output, kept in a file beside the tests.
enum Snapshot {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots")

  /// Fails where an output is not what its file says; names the first line that differs, and how to
  /// renew the file.
  static func expect(
    _ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RENEW_SNAPSHOTS"] != nil {
      try Data((text + "\n").utf8).write(to: file)
    }
    let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    guard text + "\n" != kept else { return }
    let (new, old) = (lines(text + "\n"), lines(kept))
    let place = zip(new, old).prefix { $0 == $1 }.count
    Issue.record(
      """
      Snapshots/\(name) differs from line \(place + 1) on.
      kept: \(place < old.count ? old[place] : "(the end)")
      now:  \(place < new.count ? new[place] : "(the end)")
      If the output is as it should be, this renews the file; then read its difference in git:
      RENEW_SNAPSHOTS=1 swift test --filter ReportingTests
      """, sourceLocation: sourceLocation)
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
