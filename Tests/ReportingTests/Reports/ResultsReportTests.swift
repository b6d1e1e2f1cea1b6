import Convolution
import Foundation
import FoundationXML
import Machine
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

@testable import Reporting

@Suite struct ResultsReportTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// What a parser of XML sees in a page.
  private final class Seen: NSObject, XMLParserDelegate {
    var elements: [String: Int] = [:]
    var ids: [String] = []
    var links: [String] = []
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements[name, default: 0] += 1
      if let id = attributes["id"] { ids.append(id) }
      links += ["href", "src", "xlink:href"].compactMap { attributes[$0] }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      text += string
    }
  }

  private func page(_ rows: [RecordedRow], name: String = "runs.csv") async throws -> String {
    let results = try ReportedResults(paths: [try folder.csv(name, rows)])
    return await ResultsReport.draw(results).html
  }

  /// Parses a page, and fails where it is not well-formed or leaves itself.
  private func seen(_ html: String) throws -> Seen {
    let parser = XMLParser(data: Data(html.utf8))
    let seen = Seen()
    parser.delegate = seen
    #expect(parser.parse(), "line \(parser.lineNumber): \(parser.parserError as Any)")
    #expect(Set(seen.ids).count == seen.ids.count)
    #expect(seen.links.allSatisfy { $0.hasPrefix("#") })
    #expect(seen.links.allSatisfy { seen.ids.contains(String($0.dropFirst())) })
    #expect(seen.elements["script"] == nil)
    #expect(seen.elements["img"] == nil)
    return seen
  }

  @Test func thePageHasEveryFigureWithItsCaptionAndItsNumbers() async throws {
    let rows = try Fixture.sweep()
    let seen = try seen(try await page(rows))
    let names =
      [
        "time-h", "ratio-h", "memory-h", "time-d", "ratio-d", "memory-d", "pareto",
        "memory-and-time", "shares-cached", "shares-recomputed", "rates", "exponents-h",
        "exponents-d",
      ].map { "runs-" + $0 } + ["answer"]
    #expect(names.allSatisfy(seen.ids.contains))
    #expect(!seen.links.isEmpty)
    for element in ["figure", "svg", "figcaption"] {
      #expect(seen.elements[element] == names.count)
    }
    #expect(seen.elements["details"] ?? 0 >= names.count)
    for text in [
      "Processor A", "7 points cannot say when keeping φ pays", "slide: ∝ h²",
      "1.20 ×", "runs.csv:", "time of a step (ms)", "Do the slides' formulas hold?",
      "counts and bytes equal their formulas",
    ] {
      #expect(seen.text.contains(text), "\(text)")
    }
  }

  @Test func aDarkPageHasNoBlackLetters() async throws {
    let html = try await page(try Fixture.sweep())
    let figures = try #require(html.range(of: "<svg")).lowerBound
    for colour in ["black", "rgb(  0,", "rgb(0,0,0)", "#ffffff", "#FFFFFF", "white"] {
      #expect(!html[figures...].contains(colour), "\(colour)")
    }
    #expect(html[figures...].contains("currentColor"))
    #expect(html[figures...].contains("var(--series-1)"))
    #expect(html.contains("prefers-color-scheme: dark"))
    #expect(html.contains("@media print"))
  }

  @Test func nothingFromAFileBecomesMarkupOrACommand() async throws {
    let mark = "/tmp/phibench-was-here"
    try? FileManager.default.removeItem(atPath: mark)
    var rows: [RecordedRow] = []
    for name in [Fixture.hostile, Fixture.hostile + "2"] {
      let point = try Fixture.point(layer: name)
      rows.append(Fixture.step(point, "cached", seconds: 1))
      rows.append(Fixture.step(point, "tiled", seconds: 1.1, ratio: 1.1))
      rows.append(Fixture.step(point, Fixture.hostile, seconds: 2))
      rows.append(Fixture.missing(point, "recomputed", .failed, Fixture.hostile))
    }
    for index in rows.indices { rows[index].cpu = Fixture.hostile }
    let html = try await page(rows, name: "a'b <i>&.csv")
    let seen = try seen(html)
    #expect(seen.text.contains("</title><script>alert(1)</script>"))
    #expect(!html.contains("<script"))
    #expect(!html.unicodeScalars.contains("\u{1B}"))
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  /// As gnuplot's own words, colours and formats, and with its quotes anywhere.
  @Test func aLayerMayBeCalledAnything() async throws {
    let names = [
      "rgb(  0, 114, 178)", "'gp\"black\"", "gnuplot_plot_1", "filter='x'", "a''b'", "50 %s%d%",
      "`id`\\n", "@x $0 {/Bold y}",
    ]
    let rows = try names.flatMap { name in
      let point = try Fixture.point(layer: name)
      return [
        Fixture.step(point, "cached", seconds: 1),
        Fixture.step(point, "tiled", seconds: 1.1, ratio: 1.1),
      ]
    }
    let html = try await page(rows)
    let start = try #require(html.range(of: "<svg")).lowerBound
    let end = try #require(html.range(of: "</svg>")).upperBound
    let letters = try seen(String(html[start..<end])).text
    for name in names { #expect(letters.contains(name), "\(name)") }
  }

  @Test(arguments: [1, 2])
  func oneRowMakesAReport(strategies: Int) async throws {
    let point = try Fixture.point()
    let rows = ["cached", "recomputed"].prefix(strategies).map {
      Fixture.step(point, $0, seconds: 1)
    }
    let seen = try seen(try await page(Array(rows)))
    #expect(seen.elements["figure"] ?? 0 == (strategies == 1 ? 0 : 2))
    #expect(seen.text.contains("1 point,"))
    #expect(seen.text.contains("measure a strategy that keeps φ beside") == (strategies == 1))
    #expect(seen.text.contains("1 point cannot say when keeping φ pays") == (strategies == 2))
  }

  @Test func aFileWithoutAMeasurementSaysSo() async throws {
    let missing = Fixture.missing(try Fixture.point(), "cached", .skipped, "needs 9 GiB")
    for rows in [[], [missing]] {
      #expect(try seen(try await page(rows)).text.contains("Nothing was measured"))
    }
  }

  @Test func withoutGnuplotThereAreTablesAndASentence() async throws {
    let path = try folder.csv("runs.csv", try Fixture.sweep())
    let results = try ReportedResults(paths: [path])
    let page = await ResultsReport.draw(results, by: Gnuplot(program: "no-such-gnuplot"))
    #expect(page.missingFigures?.contains("gnuplot is not installed") == true)
    let seen = try seen(page.html)
    #expect(seen.elements["svg"] == nil)
    #expect(seen.elements["figure"] == 14)
    #expect(seen.text.contains("gnuplot is not installed"))
    let failed = await ResultsReport.draw(results, by: Gnuplot(program: "false"))
    #expect(failed.missingFigures?.contains("gnuplot failed") == true)
    let script = try folder.file("hangs", Array("#!/bin/sh\nexec sleep 600\n".utf8))
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script)
    let hung = await ResultsReport.draw(results, by: Gnuplot(program: script, seconds: 1))
    #expect(hung.missingFigures?.contains("longer than 1 s") == true)
    await #expect(throws: Gnuplot.Failure.absent) {
      _ = try await Gnuplot(program: "no-such-gnuplot").draw(results.runs[0].figures, as: [.png])
    }
    await #expect(throws: Gnuplot.Failure.self) {
      _ = try await Gnuplot(program: "false").draw(results.runs[0].figures, as: [.svg])
    }
  }

  @Test func figuresBecomeFilesForAPaper() async throws {
    let results = try ReportedResults(paths: [try folder.csv("runs.csv", try Fixture.sweep())])
    let figures = results.answers[0].figures + results.runs[0].figures
    let target = folder.url.appendingPathComponent("new/figures")
    let files = FigureFiles(results, in: target.path)
    try await files.write(overwrites: false)
    #expect(
      Set(files.paths.map { URL(fileURLWithPath: $0).lastPathComponent })
        == Set(try FileManager.default.contentsOfDirectory(atPath: target.path)))
    await #expect(throws: Refusal.exists(files.paths[0])) {
      try await files.write(overwrites: false)
    }
    for figure in figures {
      let svg = try Data(contentsOf: target.appendingPathComponent("\(figure.id).svg"))
      #expect(XMLParser(data: svg).parse(), "\(figure.id)")
      let png = try Data(contentsOf: target.appendingPathComponent("\(figure.id).png"))
      #expect(png.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]), "\(figure.id)")
      #expect(png.count > 5_000, "\(figure.id)")
    }
  }

  @Test func theAnswerComesFirstAndNamesItsRows() throws {
    let results = try ReportedResults(paths: [try folder.csv("runs.csv", try Fixture.sweep())])
    let markdown = ResultsReport(results, figuresIn: "figures").markdown
    // The answers come before anything else.
    let parts = markdown.components(separatedBy: "\n\n")
    #expect(parts[0] == "# What a convolution layer costs")
    #expect(parts[1].hasPrefix("## Does it pay to keep φ"))
    #expect(
      parts[2].hasPrefix(
        "7 points cannot say when keeping φ pays. To say more, measure at least 12"))
    #expect(parts[3] == "![Time ÷ cached's against φ](figures/answer.svg)")
    #expect(parts[5] == "<details><summary>The answer in numbers</summary>")
    #expect(markdown.contains("runs.csv:"))
    // The verdict comes before what was swept.
    let verdict = try #require(markdown.range(of: "Do the slides' formulas hold?"))
    let swept = try #require(markdown.range(of: "](figures/runs-time-h.svg)"))
    #expect(verdict.lowerBound < swept.lowerBound)
    for figure in ["time-h", "ratio-h"] {
      #expect(markdown.contains("](figures/runs-\(figure).svg)\n\n*Time "))
    }
    #expect(parts.contains("<details><summary>11 further figures</summary>"))
    let json = Data(try results.json().utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    let answers = try #require(object["answers"] as? [[String: Any]])
    #expect((answers[0]["sentences"] as? [String])?.count == 1)
    let statements = try #require(answers[0]["statements"] as? [[String: Any]])
    #expect(statements.map { $0["outcome"] as? String } == ["too_little"])
    let runs = try #require(object["runs"] as? [[String: Any]])
    #expect(runs.map { $0["name"] as? String } == ["runs"])
    #expect((runs[0]["trades"] as? [[String: Any]])?.count == 1)
  }
}
