import Foundation
import Machine

/// The report on results: the page of `phibench report`, and the same in Markdown.
package struct ResultsReport: Sendable {
  private let results: ReportedResults
  /// Of each answer, then of each run, with their pictures.
  private let figures: [[Figure]]
  /// Why there are no drawings, without a full stop; `nil` if there are.
  package let missingFigures: String?

  private init(_ results: ReportedResults, _ figures: [[Figure]], missingFigures: String? = nil) {
    self.results = results
    self.figures = figures
    self.missingFigures = missingFigures
  }

  private static func figures(_ results: ReportedResults) -> [[Figure]] {
    results.answers.map(\.figures) + results.runs.map(\.figures)
  }

  /// A report whose figures are drawn into it; if gnuplot is absent or fails, there are their numbers
  /// alone.
  package static func draw(
    _ results: ReportedResults, by gnuplot: Gnuplot = Gnuplot()
  ) async -> ResultsReport {
    let figures = figures(results)
    do throws(Gnuplot.Failure) {
      var drawings = try await gnuplot.draw(figures.flatMap(\.self), as: [.svg]).makeIterator()
      return ResultsReport(
        results,
        figures.map { figures in
          figures.map { figure in
            figure.pictured(drawings.next().map { .svg(String(decoding: $0[0], as: UTF8.self)) })
          }
        })
    } catch {
      return ResultsReport(results, figures, missingFigures: error.description)
    }
  }

  /// A report whose figures are SVG files in a folder, seen from the report; without one, they are
  /// their numbers alone.
  package init(_ results: ReportedResults, figuresIn folder: String? = nil) {
    self.init(
      results,
      Self.figures(results).map { figures in
        figures.map { figure in
          figure.pictured(
            folder.map { .file(($0.isEmpty ? "" : $0 + "/") + figure.id + ".svg") })
        }
      })
  }

  package var html: String {
    document.html(name: "phibench: \(results.runs.map(\.name).joined(separator: ", "))")
  }

  /// The same in Markdown. Figures are those that are files.
  package var markdown: String { document.markdown + "\n" }

  // MARK: - Parts

  /// The answers; then sweep by sweep the verdict and what was swept; the machines.
  package var document: Document {
    let runs = zip(results.runs, figures.dropFirst(results.answers.count))
    return Document(
      title: "What a convolution layer costs",
      summary: answers + (missingFigures.map { [.paragraph($0, .warning)] } ?? []),
      runs.flatMap(section) + [
        .heading(
          results.runs.contains { $0.machineName != nil } ? "The machines" : "The machine"),
        .table(MachineTable.table(results.runs)),
        .paragraph(
          "Times are medians with 95 % intervals, of strategies that took turns; a multiply-add is two "
            + "FLOPs; bytes are those live at once beyond the step's inputs. A ratio is undecided if "
            + "its interval holds 1. file.csv:12 is line 12 of that file.", .faint),
      ])
  }

  private var answers: [Document.Block] {
    guard !results.isEmpty else { return [.paragraph(Self.nothing, .note)] }
    return [.heading("Does it pay to keep φ(pad(Z)), the expanded input, for the backward pass?")]
      + zip(results.answers, figures).flatMap { answer, figures -> [Document.Block] in
        let report = AnswerReport(answer.answer)
        let numbers: [Document.Block] =
          report.isEmpty
          ? []
          : [
            .details(
              "The answer in numbers",
              [.table(report.table), .paragraph(AnswerReport.legend, .faint)])
          ]
        return answer.title + report.sentences.map { .paragraph($0) }
          + (figures.isEmpty ? [] : [.figures(figures)]) + numbers
      } + trades
  }

  /// What keeping φ costs and saves against each strategy by itself.
  private var trades: [Document.Block] {
    let report = TradeReport(
      results.runs.flatMap { run in
        run.trades.map { (results.runs.count > 1 ? run.title : nil, $0) }
      })
    return report.isEmpty
      ? []
      : [
        .details(
          "Each strategy by itself",
          [.table(report.table), .paragraph(TradeReport.legend, .faint)] + report.crossovers)
      ]
  }

  fileprivate static let nothing = "Nothing was measured in these files."

  private func section(of run: ReportedRun, figures: [Figure]) -> [Document.Block] {
    let unusual = run.names.unusual
    let sizes =
      "\(Units.count(run.dataset.rowCount, "row")), \(Units.count(run.places.count, "point")), by "
      + run.strategies.map(\.name).joined(separator: ", ")
      + (unusual.isEmpty ? "." : ". All at \(unusual).")
    var blocks: [Document.Block] = [
      .heading(run.title, id: run.figureID("run")), .paragraph(sizes, .faint),
    ]
    blocks += run.notes.map { .paragraph("\($0).", .note) }
    if let verification = run.verification {
      blocks += VerificationReport(verification, showsTrades: false).document.folded
    }
    blocks += run.gapBlocks + run.identityBlocks + run.modelBlocks
    if !figures.isEmpty { blocks.append(.figures(figures)) }
    return blocks + run.peerBlocks + run.threadBlocks + run.scatterBlocks
  }
}

extension ReportedAnswer {
  /// The machine's heading, where there are several.
  fileprivate var title: [Document.Block] {
    machineName.map { [.heading("\($0): \(files.joined(separator: ", "))", level: 3)] } ?? []
  }
}

extension Document {
  /// When keeping φ pays by each machine that measured, in a few sentences.
  package init(answersOf results: ReportedResults) {
    self.init(
      results.isEmpty
        ? [.paragraph(ResultsReport.nothing)]
        : results.answers.flatMap { answer in
          answer.title + AnswerReport(answer.answer).sentences.map { .paragraph($0) }
        })
  }
}

extension ReportedResults {
  /// What every run amounts to, for a program, with the rows.
  package func json() throws -> String {
    try JSON.text(
      [
        "answers": answers.map { answer -> JSONObject in
          [
            "machine": answer.machineName, "files": answer.files,
            "sentences": AnswerReport(answer.answer).sentences,
            "statements": answer.answer.statements,
          ]
        },
        "runs": runs.map { run -> JSONObject in
          [
            "name": run.title, "file": run.file, "counts": run.verification?.counts,
            "exponents": run.verification?.exponents, "trades": run.trades, "shares": run.shares,
            "rates": run.rates, "speedups": run.speedups, "peers": run.peerComparisons,
            "models": run.models, "scatter": run.scatter,
          ]
        },
      ] as JSONObject)
  }
}
