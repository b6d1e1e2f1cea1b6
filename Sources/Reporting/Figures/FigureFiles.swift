import Foundation
import Machine
import Results

/// The figures of results as files for a paper or a lecture: each as SVG and as PNG.
package struct FigureFiles: Sendable {
  private let folder: URL
  private let figures: [Figure]

  /// The files of all figures of results, for a folder, which is made if it is missing.
  package init(_ results: ReportedResults, in folder: String) {
    self.folder = URL(fileURLWithPath: folder, isDirectory: true)
    figures = results.answers.flatMap(\.figures) + results.runs.flatMap(\.figures)
  }

  package var paths: [String] {
    figures.flatMap(paths)
  }

  /// Draws and writes them.
  ///
  /// - Throws: ``Gnuplot/Failure``, `Refusal`.
  package func write(by gnuplot: Gnuplot = Gnuplot(), overwrites: Bool) async throws {
    let drawings = try await gnuplot.draw(figures, as: GnuplotScript.Format.allCases)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw Refusal(.cannotCreate, "\(folder.path) cannot be created: it cannot become a folder")
    }
    for (figure, files) in zip(figures, drawings) {
      for (path, file) in zip(paths(of: figure), files) {
        try AtomicFile.write(file, to: path, overwrites: overwrites)
      }
    }
  }

  private func paths(of figure: Figure) -> [String] {
    GnuplotScript.Format.allCases.map {
      folder.appendingPathComponent("\(figure.id).\($0.rawValue)").path
    }
  }
}
