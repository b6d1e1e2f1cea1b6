import Foundation

/// The report on results: the page of `phibench report`, and the same in Markdown.
package struct ResultsReport: Sendable {
  private let results: ReportedResults
  private let pictures: [String: Figure.Picture]
  /// Why there are no drawings, without a full stop; `nil` if there are.
  package let missingFigures: String?

  /// A report whose figures are drawn into it.
  ///
  /// - Parameters:
  ///   - results: what it is about.
  ///   - gnuplot: what draws the figures; where it is absent, there are their numbers alone.
  /// - Returns: the report.
  /// - Throws: ``Gnuplot/Failure`` where gnuplot is there but fails.
  package static func draw(
    _ results: ReportedResults, by gnuplot: Gnuplot = Gnuplot()
  ) async throws(Gnuplot.Failure) -> ResultsReport {
    let figures = results.sweeps.flatMap(\.figures)
    do throws(Gnuplot.Failure) {
      let svgs = try await gnuplot.svg(figures.map { ($0.id, $0.plot) })
      return ResultsReport(
        results,
        pictures: zip(figures, svgs).reduce(into: [:]) { $0[$1.0.id] = .svg($1.1) })
    } catch .absent {
      return ResultsReport(results, missingFigures: Gnuplot.Failure.absent.description)
    }
  }

  /// A report whose figures are files.
  ///
  /// - Parameters:
  ///   - results: what it is about.
  ///   - folder: where the figures' SVG files are, seen from the report.
  package init(_ results: ReportedResults, figuresIn folder: String) {
    let figures = results.sweeps.flatMap(\.figures)
    self.init(
      results,
      pictures: figures.reduce(into: [:]) {
        $0[$1.id] = .file((folder.isEmpty ? "" : folder + "/") + $1.id + ".svg")
      })
  }

  /// A report without drawings.
  package init(_ results: ReportedResults) {
    self.init(results, pictures: [:])
  }

  private init(
    _ results: ReportedResults, pictures: [String: Figure.Picture] = [:],
    missingFigures: String? = nil
  ) {
    (self.results, self.pictures, self.missingFigures) = (results, pictures, missingFigures)
  }

  /// The page.
  package var html: String {
    document.html(name: "phibench: \(results.sweeps.map(\.name).joined(separator: ", "))")
  }

  /// The findings in Markdown, each with the rows that it comes from, so that a text with numbers can
  /// never disagree with the files. Figures are those that are files.
  package var markdown: String { document.markdown + "\n" }

  /// The findings for a program.
  package var json: String {
    get throws {
      let findings = results.sweeps.flatMap { sweep in
        ([sweep.answer].compactMap(\.self) + sweep.findings).map { finding -> JSONObject in
          [
            "sweep": sweep.title, "topic": finding.topic, "sentence": finding.sentence,
            "rows": finding.evidence.map(\.description),
          ]
        }
      }
      return try JSONOutput.text(["findings": findings] as JSONObject)
    }
  }

  // MARK: - Parts

  /// The answers and the machines; then sweep by sweep findings, figures and verdicts.
  package var document: Document {
    Document(
      title: "What a convolution layer costs",
      summary: [
        .paragraph(
          "From \(results.sweeps.map(\.file).joined(separator: ", ")), by phibench. Does it pay to "
            + "keep φ(pad(Z)), the expanded input, from the forward pass for the backward pass?",
          .faint)
      ] + answers + [
        .heading(
          results.sweeps.contains { $0.machineName != nil } ? "The machines" : "The machine"),
        .table(MachineTable.table(results.sweeps)),
      ] + (missingFigures.map { [.warning($0)] } ?? []),
      results.sweeps.flatMap(section) + [
        .paragraph(
          "Times are medians with 95 % intervals, of strategies that took turns; a multiply-add is two "
            + "FLOPs; bytes are those live at once beyond the step's inputs. A ratio is undecided if "
            + "its interval holds 1. file.csv:12 is line 12 of that file.", .faint)
      ])
  }

  private var answers: [Document.Block] {
    guard !results.isEmpty else {
      return [.paragraph("Nothing was measured in these files.", .note)]
    }
    let answers = Answers(results.sweeps)
    let sentences = results.sweeps.flatMap { sweep -> [Document.Block] in
      guard let answer = sweep.answer else { return [] }
      return (results.sweeps.count > 1 ? [.heading(sweep.title, level: 3)] : [])
        + [.paragraph(answer.text)]
    }
    let trades: [Document.Block] =
      answers.trades.map {
        [
          .heading("When is keeping φ faster, and what does it cost?", level: 3), .table($0),
          .paragraph(Answers.legend, .faint),
        ]
      } ?? [.paragraph(Answers.nothingToCompare, .note)]
    return [.heading("What the numbers say")] + sentences + trades
      + (answers.formulas.map { [.heading("Do the formulas hold?", level: 3), .table($0)] } ?? [])
  }

  private func section(of sweep: ReportedSweep) -> [Document.Block] {
    let unusual = sweep.names.unusual
    let figures = sweep.figures.map { figure in
      var figure = figure
      figure.picture = pictures[figure.id]
      return figure
    }
    return [
      .heading(sweep.title, id: sweep.figureID("sweep")),
      .paragraph(
        "\(Units.count(sweep.rowCount, "row")), \(Units.count(sweep.places.count, "point")), by "
          + sweep.strategies.map(\.name).joined(separator: ", ")
          + (unusual.isEmpty ? "." : ". All at \(unusual)."), .faint),
    ] + sweep.notes.map { .paragraph($0, .note) }
      + (sweep.findings.isEmpty ? [] : [.list(sweep.findings.map(\.text))])
      + (figures.isEmpty ? [] : [.figures(figures)])
      + (sweep.verification?.document.folded ?? [])
  }
}
