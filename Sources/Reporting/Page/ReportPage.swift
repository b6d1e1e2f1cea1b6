import Foundation

/// The report as one page that needs neither a network nor a script.
package struct ReportPage: Sendable {
  private let results: ReportedResults
  private let figures: [[(figure: Figure, svg: String?)]]
  private let remark: String?

  /// A page of results.
  ///
  /// - Parameters:
  ///   - results: what it is about.
  ///   - gnuplot: what draws the figures.
  /// - Returns: the page; without figures, and saying so, where gnuplot is absent.
  /// - Throws: ``Gnuplot/Failure`` where gnuplot is there but fails.
  package static func draw(
    _ results: ReportedResults, by gnuplot: Gnuplot = Gnuplot()
  ) async throws(Gnuplot.Failure) -> ReportPage {
    let figures = results.sweeps.map(\.figures)
    var svgs: [String?]
    var remark: String?
    do throws(Gnuplot.Failure) {
      svgs = try await gnuplot.svg(figures.joined().map { ($0.id, $0.plot) })
    } catch .absent {
      svgs = figures.joined().map { _ in nil }
      remark = Gnuplot.Failure.absent.description
    }
    return ReportPage(
      results: results,
      figures: figures.map { list in list.map { ($0, svgs.removeFirst()) } },
      remark: remark)
  }

  /// Why there are no figures, without a full stop; `nil` where there are.
  package var missingFigures: String? { remark }

  /// The page as text.
  package var html: String {
    let title = "What a convolution layer costs"
    let head: [HTML] = [
      .init(trusted: "<meta charset=\"utf-8\"/>"),
      .init(trusted: "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"),
      .element("title", [:], "phibench: \(results.sweeps.map(\.name).joined(separator: ", "))"),
      // Rules without < and & need no escaping.
      .init(trusted: "<style>\n\(Stylesheet.css)</style>"),
    ]
    var body: [HTML] = [
      .element("h1", [:], title),
      .element(
        "p", ["class": "lead"],
        "From \(results.sweeps.map(\.file).joined(separator: ", ")), by phibench. Does it pay to "
          + "keep φ(pad(Z)), the expanded input, from the forward pass for the backward pass?"),
    ]
    if results.sweeps.count > 1 { body.append(contents) }
    body += headline + [machines]
    if let remark { body.append(.element("p", ["class": "note"], remark + ".")) }
    body += zip(results.sweeps, figures).flatMap { sweep, figures in
      section(of: sweep, figures)
    }
    body.append(reading)
    let page = HTML.element(
      "html", ["xmlns": "http://www.w3.org/1999/xhtml", "lang": "en"],
      [.element("head", [:], head), .element("body", [:], body)])
    return "<!DOCTYPE html>\n" + page.markup + "\n"
  }

  // MARK: - Parts

  private var contents: HTML {
    let links = results.sweeps.map { sweep in
      HTML.element(
        "li", [:],
        [.element("a", ["href": "#" + sweep.figureID("sweep")], sweep.title)])
    }
    return .element("nav", [:], [.element("ul", [:], links)])
  }

  private var headline: [HTML] {
    guard !results.isEmpty else {
      return [.element("p", ["class": "note"], "Nothing was measured in these files.")]
    }
    let answers = Answers(results.sweeps)
    var parts: [HTML] = [.element("h2", [:], "What the numbers say")]
    for sweep in results.sweeps {
      guard let answer = sweep.answer else { continue }
      if results.sweeps.count > 1 { parts.append(.element("h3", [:], sweep.title)) }
      parts.append(.element("p", [:], content(of: answer)))
    }
    if answers.trades.rows.isEmpty {
      parts.append(.element("p", ["class": "note"], Answers.nothingToCompare))
    } else {
      parts += [
        .element("h3", [:], "When is keeping φ faster, and what does it cost?"),
        .table(answers.trades),
        .element("p", ["class": "lead"], Answers.legend),
      ]
    }
    if let formulas = answers.formulas {
      parts += [.element("h3", [:], "Do the formulas hold?"), .table(formulas)]
    }
    return parts
  }

  private func list(_ findings: [Finding]) -> HTML {
    .element("ul", ["class": "findings"], findings.map(item))
  }

  private func item(_ finding: Finding) -> HTML {
    .element("li", [:], content(of: finding))
  }

  private func content(of finding: Finding) -> [HTML] {
    [.text(finding.sentence)]
      + (finding.rows.map { [.text(" "), .element("span", ["class": "rows"], $0)] } ?? [])
  }

  private var machines: HTML {
    let table = MachineTable(results.sweeps).table
    return .element(
      "section", [:],
      [
        .element(
          "h2", [:],
          results.sweeps.contains { $0.machineName != nil } ? "The machines" : "The machine"),
        .table(table),
      ])
  }

  private func section(
    of sweep: ReportedSweep, _ figures: [(figure: Figure, svg: String?)]
  ) -> [HTML] {
    let names = sweep.names
    let lead =
      "\(Units.count(sweep.rowCount)) rows, \(Units.count(sweep.places.count)) points, by "
      + sweep.strategies.map(\.name).joined(separator: ", ")
      + (names.unusual.isEmpty ? "." : ". All at \(names.unusual).")
    var parts: [HTML] = [
      .element("h2", ["id": sweep.figureID("sweep")], sweep.title),
      .element("p", ["class": "lead"], lead),
    ]
    parts += sweep.notes.map { HTML.element("p", ["class": "note"], $0) }
    if !sweep.findings.isEmpty { parts.append(list(sweep.findings)) }
    let drawn = figures.map { element(of: $0.figure, $0.svg) }
    parts.append(.element("div", ["class": "figures"], drawn))
    if let verification = sweep.verification { parts += elements(of: verification) }
    return parts
  }

  private func element(of figure: Figure, _ svg: String?) -> HTML {
    var numbers: [HTML] = [.element("summary", [:], "The numbers"), .table(figure.data)]
    if figure.data.rows.count >= ReportedSweep.mostRows {
      numbers.append(.element("p", [:], "The first \(ReportedSweep.mostRows) rows."))
    }
    var content: [HTML] = [.element("h3", [:], figure.title)]
    if let svg { content.append(FigureSVG.inline(svg, id: figure.id, title: figure.title)) }
    content.append(.element("figcaption", [:], figure.caption))
    content.append(.element("details", [:], numbers))
    return .element("figure", ["id": figure.id], content)
  }

  /// The verdicts, and what they rest on folded away below.
  private func elements(of verification: VerificationReport) -> [HTML] {
    guard let summary = verification.sections.last else { return [] }
    let rest = verification.sections.dropLast().map { section in
      HTML.element("details", [:], [.element("summary", [:], section.title)] + content(of: section))
    }
    return [.element("h3", ["class": "verdicts"], summary.title)] + content(of: summary) + rest
  }

  private func content(of section: VerificationSection) -> [HTML] {
    section.sentences.map { HTML.element("p", [:], $0) }
      + (section.table.map { [HTML.table($0)] } ?? [])
  }

  private var reading: HTML {
    .element(
      "p", ["class": "lead"],
      "Times are medians with 95 % intervals, of strategies that took turns; a multiply-add is two "
        + "FLOPs; bytes are those live at once beyond the step's inputs. A ratio is undecided where "
        + "its interval holds 1. file.csv:12 is line 12 of that file.")
  }
}
