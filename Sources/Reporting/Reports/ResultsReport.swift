import Foundation
import Machine

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
  ///   - gnuplot: what draws the figures; if it is absent, there are their numbers alone.
  /// - Returns: the report.
  /// - Throws: ``Gnuplot/Failure`` if gnuplot is there but fails.
  package static func draw(
    _ results: ReportedResults, by gnuplot: Gnuplot = Gnuplot()
  ) async throws(Gnuplot.Failure) -> ResultsReport {
    let figures = results.runs.flatMap(\.figures)
    do throws(Gnuplot.Failure) {
      let drawings = try await gnuplot.draw(figures, as: [.svg])
      return ResultsReport(
        results,
        pictures: zip(figures, drawings).reduce(into: [:]) {
          $0[$1.0.id] = .svg(String(decoding: $1.1[0], as: UTF8.self))
        })
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
    let figures = results.runs.flatMap(\.figures)
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
    document.html(name: "phibench: \(results.runs.map(\.name).joined(separator: ", "))")
  }

  /// The same in Markdown. Figures are those that are files.
  package var markdown: String { document.markdown + "\n" }

  /// What every run amounts to, for a program, with the rows.
  package var json: String {
    get throws {
      try JSON.text(
        [
          "runs": results.runs.map { run -> JSONObject in
            [
              "name": run.title, "file": run.file, "counts": run.verification?.counts,
              "exponents": run.verification?.exponents, "trades": run.trades, "shares": run.shares,
              "rates": run.rates, "speedups": run.speedups, "peers": run.peerComparisons,
            ]
          }
        ] as JSONObject)
    }
  }

  // MARK: - Parts

  /// The answers and the machines; then sweep by sweep findings, figures and verdicts.
  package var document: Document {
    Document(
      title: "What a convolution layer costs",
      summary: [
        .paragraph(
          "From \(results.runs.map(\.file).joined(separator: ", ")), by phibench. Does it pay to "
            + "keep φ(pad(Z)), the expanded input, from the forward pass for the backward pass?",
          .faint)
      ] + answers + [
        .heading(
          results.runs.contains { $0.machineName != nil } ? "The machines" : "The machine"),
        .table(MachineTable.table(results.runs)),
      ] + (missingFigures.map { [.warning($0)] } ?? []),
      results.runs.flatMap(section) + [
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
    let trades = TradeReport(
      results.runs.flatMap { run in
        run.trades.map { (results.runs.count > 1 ? run.title : nil, $0) }
      })
    guard results.runs.contains(where: { !$0.trades.isEmpty }) else {
      return [
        .paragraph(
          "At no point were both a strategy that keeps φ and another one measured: there is nothing to "
            + "compare.", .note)
      ]
    }
    return [.heading("Does keeping φ pay?")]
      + trades.answers.map { .paragraph($0) }
      + [.table(trades.table), .paragraph(TradeReport.legend, .faint)]
  }

  private func section(of run: ReportedRun) -> [Document.Block] {
    let unusual = run.names.unusual
    let figures = run.figures.map { figure in
      var figure = figure
      figure.picture = pictures[figure.id]
      return figure
    }
    let sizes =
      "\(Units.count(run.dataset.rowCount, "row")), \(Units.count(run.places.count, "point")), by "
      + run.strategies.map(\.name).joined(separator: ", ")
      + (unusual.isEmpty ? "." : ". All at \(unusual).")
    var blocks: [Document.Block] = [
      .heading(run.title, id: run.figureID("run")), .paragraph(sizes, .faint),
    ]
    blocks += run.notes.map { .paragraph("\($0).", .note) }
    blocks += run.gapBlocks + run.identityBlocks
    if !figures.isEmpty { blocks.append(.figures(figures)) }
    blocks += run.peerBlocks + run.threadBlocks
    if let verification = run.verification {
      blocks += VerificationReport(verification).document.folded
    }
    return blocks
  }
}
