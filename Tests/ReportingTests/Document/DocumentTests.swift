import Foundation
import Machine
import Testing

@testable import Reporting

@Suite struct DocumentTests {
  private static func axis(_ label: String) -> PlotAxis {
    PlotAxis(label: label, ticks: [], range: 0...1)
  }

  /// Each kind of block once, with a text that is markup somewhere.
  private var document: Document {
    let table = Table(
      [("cached", 1.25), ("a|b <i>", 10)],
      [.left("strategy") { $0.0 }, .right("× time") { "\($0.1)" }])
    func figure(_ id: String, _ picture: Figure.Picture?) -> Figure {
      Figure(
        id: id, title: "Time against h", caption: "Medians of a step & intervals.",
        plot: Plot(x: Self.axis("h"), y: Self.axis("s")),
        data: table, picture: picture)
    }
    return Document(
      title: "What it costs",
      summary: [
        .heading("The answer", id: "answer"), .paragraph("Caching *is* slower.", .strong),
        .paragraph("the processors differ: A before, B now", .warning),
        .paragraph("The last line is torn off.", .note),
      ],
      [
        .heading("Times"), .paragraph("Seconds of a step.", .faint), .table(table),
        .heading("Findings", id: "findings"), .list(["one", "two\nlines"]),
        .figures([figure("one", nil), figure("two", .file("my figures/runs-time-h.svg"))]),
        .details("Only in old.csv: 1", [.paragraph("h=3 by cached")]),
      ])
  }

  @Test func aTerminalShowsAllOfItTheSummaryLast() throws {
    try Snapshot.expect(
      document.text(for: Terminal(columns: 40, hasColour: true)), is: "document.terminal.txt")
  }

  @Test func markdownBeginsWithTheSummary() throws {
    try Snapshot.expect(document.markdown, is: "document.md")
  }

  @Test func aPageHasTheSameBlocks() throws {
    let html = document.html(name: "a & b")
    let body = try #require(html.range(of: "<body>")).lowerBound
    try Snapshot.expect(String(html[body...]).replacing("><", with: ">\n<"), is: "document.html")
  }

  @Test func aPartOfAnotherFoldsItsSectionsAway() {
    let blocks = Document(
      summary: [.heading("Sum"), .paragraph("good")],
      [
        .paragraph("0"), .heading("One"), .paragraph("1"), .heading("Two"), .paragraph("2"),
        .list(["a"]),
      ]
    ).folded
    #expect(
      Document(blocks).markdown == """
        ### Sum

        good

        0

        <details><summary>One</summary>

        1

        </details>

        <details><summary>Two</summary>

        2

        - a

        </details>
        """)
  }

  /// Names come from files that anybody may have written.
  @Test func nothingInATextIsMarkup() {
    let evil = Fixture.hostile
    let document = Document(
      title: evil, summary: [.paragraph(evil, .warning), .paragraph(evil, .strong)],
      [
        .heading(evil), .list([evil]), .details(evil, [.paragraph(evil, .note)]),
        .table(Table([[evil]], (evil, .left))),
        .figures([
          Figure(
            id: "f", title: evil, caption: evil,
            plot: Plot(x: Self.axis(""), y: Self.axis("")),
            data: Table([[evil]], (evil, .right)))
        ]),
      ])
    let text = document.text(for: Terminal(columns: 50, hasColour: false))
    #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.isControl })
    for output in [document.markdown, document.html(name: evil)] {
      #expect(!output.contains("<script"))
      #expect(!output.unicodeScalars.contains { $0 != "\n" && $0.isControl })
    }
    #expect(document.markdown.split(separator: "\n").allSatisfy { !$0.hasPrefix("unset output") })
  }

  @Test func ofManyFiguresMarkdownShowsTwo() {
    let figures = (1...4).map { index in
      Figure(
        id: "f\(index)", title: "f\(index)", caption: "",
        plot: Plot(x: Self.axis(""), y: Self.axis("")),
        data: Table([], [.left("") { (text: String) in text }]), picture: .file("f\(index).svg"))
    }
    let parts = Document([.figures(figures)]).markdown.components(separatedBy: "<details>")
    #expect(parts.map { $0.components(separatedBy: ".svg").count - 1 } == [2, 2])
    #expect(parts.last?.hasPrefix("<summary>2 further figures</summary>") == true)
  }

  @Test func jsonNamesItsSchemaAndHasNoEmptyMembers() throws {
    let missing: Int? = nil
    let object: JSONObject = [
      "none": missing, "infinite": Double.infinity, "a/b": ["peakBytes": 1],
      "rows": [["name": "x"] as JSONObject],
    ]
    #expect(
      try JSON.text(object) == """
        {
          "a/b" : {
            "peakBytes" : 1
          },
          "infinite" : "inf",
          "rows" : [
            {
              "name" : "x"
            }
          ],
          "schema_version" : 1
        }
        """)
  }
}
