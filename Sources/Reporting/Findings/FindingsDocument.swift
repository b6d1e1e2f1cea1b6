import Foundation

/// The findings in Markdown, each with the rows that it comes from, so that a text with numbers can
/// never disagree with the files.
public struct FindingsDocument: Sendable {
  private let results: ReportedResults
  private let figures: String?

  /// A document about results.
  ///
  /// - Parameters:
  ///   - results: what it is about.
  ///   - figures: where the figures' files are, seen from the document; `nil` shows none.
  public init(
    _ results: ReportedResults, figures: String? = nil
  ) {
    self.results = results
    self.figures = figures
  }

  /// The document.
  public var markdown: String {
    var parts = [
      "# What the runs say",
      "Written by `phibench report` from \(files); every number is computed from their rows, and "
        + "`file.csv:12` is line 12 of that file. A ratio counts as decided where its 95 % interval "
        + "leaves out 1.",
      "## The machine",
      MachineTable(results.sweeps).table.markdown,
    ]
    for sweep in results.sweeps {
      parts.append("## \(Markdown.escaped(sweep.name))")
      let names = sweep.names
      parts.append(
        Markdown.escaped(
          "\(sweep.places.count) points, by \(sweep.strategies.joined(separator: ", "))"
            + (names.unusual.isEmpty ? "." : ", all at \(names.unusual).")))
      parts += sweep.notes.map { "> " + Markdown.escaped($0) }
      parts.append(sweep.findings.map(Self.item).joined(separator: "\n"))
      if let summary = sweep.verification?.sections.last {
        parts.append("### \(Markdown.escaped(summary.title))")
        parts += summary.sentences.map(Markdown.escaped)
        if let table = summary.table { parts.append(table.markdown) }
      }
      if let figures { parts += images(sweep.figures, in: figures) }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The findings for a program.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let entries = results.sweeps.flatMap { sweep in
        sweep.findings.map { Entry(sweep: sweep.name, $0) }
      }
      return String(decoding: try encoder.encode(entries), as: UTF8.self)
    }
  }

  private struct Entry: Encodable {
    let sweep: String
    let topic: Finding.Topic
    let sentence: String
    let rows: [String]

    init(sweep: String, _ finding: Finding) {
      self.sweep = sweep
      topic = finding.topic
      sentence = finding.sentence
      rows = finding.evidence.map(\.description)
    }
  }

  private var files: String {
    results.sweeps.map { "`\($0.file.replacing("`", with: "'"))`" }.joined(separator: ", ")
  }

  private static func item(_ finding: Finding) -> String {
    let rows = finding.evidence.prefix(8).map { "\($0)" }.joined(separator: ", ")
    return "- " + Markdown.escaped(finding.sentence)
      + (rows.isEmpty ? "" : " *(\(Markdown.escaped(rows)))*")
  }

  private func images(_ figures: [Figure], in folder: String) -> [String] {
    let path = folder.isEmpty ? "" : Markdown.address(folder) + "/"
    return figures.map { figure in
      "![\(Markdown.escaped(figure.title))](\(path)\(figure.id).svg)\n\n"
        + "*\(Markdown.escaped(figure.title)).* \(Markdown.escaped(figure.caption))"
    }
  }
}
