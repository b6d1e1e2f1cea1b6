import Convolution
import Foundation
import Machine
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing
@testable import Analysis
@testable import Reporting

/// What people and programs read of a comparison.
@Suite struct ComparisonReportTests {
  private let runs: ComparisonFixture

  init() throws {
    runs = try ComparisonFixture()
  }

  @Test func aWarningKeepsWithinTheWindow() throws {
    let point = try Fixture.point()
    let comparison = try runs.compare(
      [Fixture.step(point, "cached", seconds: 1)],
      [Fixture.step(point, "cached", seconds: 1, cpu: "Processor B")])
    let text = ComparisonReport(comparison).document().text(
      for: Terminal(columns: 40, hasColour: false))
    #expect(text.contains("warning: the processors differ:"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 40 }, "\(text)")
  }

  @Test func aPullRequestSeesWhatChangedAndNoMarkupFromNames() throws {
    let evil = "x|<img src=https://example.org/x>\n@everyone `rm`"
    let (p, q) = (try Fixture.point(layer: evil), try Fixture.point(layer: "calm", h: 5))
    let comparison = try runs.compare(
      runs.sessions(p, runs.still) + runs.sessions(q, runs.still),
      runs.sessions(p, ["cached": 1, "recomputed": 1.1, "tiled": 1.8])
        + runs.sessions(q, runs.still))
    let markdown = ComparisonReport(comparison).document().markdown
    #expect(markdown.contains("1 slower, 5 same"))
    #expect(markdown.contains("<details><summary>5 without a change</summary>"))
    #expect(!markdown.contains("<img"))
    #expect(!markdown.contains("@everyone"))
    #expect(markdown.contains("x\\|&lt;img src=https://example.org/x&gt; &#64;everyone \\`rm\\`"))
  }

  @Test func programsReadJSON() throws {
    let point = try Fixture.point()
    let comparison = try runs.compare(
      runs.sessions(point, runs.still),
      runs.sessions(point, ["cached": 1, "recomputed": 1.1, "tiled": 1.8]))
    let json = Data(try ComparisonReport(comparison).json().utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(object["worse"] as? Bool == true)
    let steps = try #require(object["steps"] as? [[String: Any]])
    #expect(steps[2]["verdict"] as? String == "slower")
    #expect(abs(try #require(steps[2]["own"] as? Double) - 2) < 1e-12)
    #expect(steps[2]["new_line"] as? Int == 4)
  }
}
