import Foundation

/// The findings in Markdown, each with the rows that it comes from, so that a text with numbers can
/// never disagree with the files.
package struct FindingsDocument: Sendable {
  private let results: ReportedResults
  private let figures: String?

  /// A document about results.
  ///
  /// - Parameters:
  ///   - results: what it is about.
  ///   - figures: where the figures' files are, seen from the document; `nil` shows none.
  package init(
    _ results: ReportedResults, figures: String? = nil
  ) {
    self.results = results
    self.figures = figures
  }

  /// The document: the answers first, then each sweep's findings.
  package var markdown: String {
    let answers = Answers(results.sweeps)
    var parts = [
      "# What the runs say",
      "## Does keeping φ pay?",
      results.sweeps.compactMap { sweep in
        sweep.answer.map { Self.item($0, of: sweep.title) }
      }.joined(separator: "\n"),
    ]
    parts +=
      answers.trades.rows.isEmpty
      ? [Answers.nothingToCompare] : [answers.trades.markdown, Answers.legend]
    if let formulas = answers.formulas { parts += ["## Do the formulas hold?", formulas.markdown] }
    parts += [
      "## On what, and how to read it",
      MachineTable(results.sweeps).table.markdown,
      "Written by `phibench report` from \(files). Every number is computed from their rows, and "
        + "`file.csv:12` is line 12 of that file.",
    ]
    for sweep in results.sweeps {
      parts.append("## \(Markdown.escaped(sweep.title))")
      let names = sweep.names
      parts.append(
        Markdown.escaped(
          "\(sweep.places.count) points, by \(sweep.strategies.map(\.name).joined(separator: ", "))"
            + (names.unusual.isEmpty ? "." : ", all at \(names.unusual).")))
      parts += sweep.notes.map { "> " + Markdown.escaped($0) }
      parts.append(sweep.findings.map { Self.item($0) }.joined(separator: "\n"))
      if let figures { parts += images(sweep.figures, in: figures) }
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// The findings for a program.
  package var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let entries = results.sweeps.flatMap { sweep in
        ([sweep.answer].compactMap(\.self) + sweep.findings).map { Entry(sweep: sweep.title, $0) }
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
    results.sweeps.map { "`\($0.file.withoutControls.escaping(["`": "'"]))`" }.joined(
      separator: ", ")
  }

  private static func item(_ finding: Finding, of title: String? = nil) -> String {
    "- " + (title.map { "**\(Markdown.escaped($0))**: " } ?? "")
      + Markdown.escaped(finding.sentence)
      + (finding.rows.map { " *(\(Markdown.escaped($0)))*" } ?? "")
  }

  /// The first two figures, of time and of what it is compared with, and links to all others, each of
  /// which says what to see on the page.
  private func images(_ figures: [Figure], in folder: String) -> [String] {
    let path = folder.isEmpty ? "" : Markdown.address(folder) + "/"
    let shown = figures.prefix(2).map { figure in
      "![\(Markdown.escaped(figure.title))](\(path)\(figure.id).svg)\n\n"
        + "*\(Markdown.escaped(figure.title)).* \(Markdown.escaped(figure.caption))"
    }
    let links = figures.dropFirst(2).map { figure in
      "[\(Markdown.escaped(figure.title))](\(path)\(figure.id).svg)"
    }
    return links.isEmpty ? shown : shown + ["Further figures: \(links.joined(separator: ", "))."]
  }
}
