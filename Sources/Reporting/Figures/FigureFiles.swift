import Foundation
import Results

/// The figures of results as files for a paper or a lecture: each as SVG and as PNG.
package struct FigureFiles: Sendable {
  private let folder: URL
  private let figures: [Figure]

  /// The files of all figures of results.
  ///
  /// - Parameters:
  ///   - results: whose figures.
  ///   - folder: where they go; made where it is missing.
  package init(_ results: ReportedResults, in folder: String) {
    self.folder = URL(fileURLWithPath: folder, isDirectory: true)
    figures = results.sweeps.flatMap(\.figures)
  }

  /// Where they all go.
  package var paths: [String] {
    figures.flatMap { [path(of: $0, "svg"), path(of: $0, "png")] }
  }

  /// Draws and writes them.
  ///
  /// - Parameters:
  ///   - gnuplot: what draws them.
  ///   - overwrites: whether files that are there give way.
  /// - Throws: ``Gnuplot/Failure``, `OutputError`.
  package func write(by gnuplot: Gnuplot = Gnuplot(), overwrites: Bool) async throws {
    let pictures = try await gnuplot.pictures(figures.map { ($0.id, $0.plot) })
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw OutputError.cannotCreate(path: folder.path, reason: "it cannot become a folder")
    }
    for (figure, picture) in zip(figures, pictures) {
      try AtomicFile.write(picture.svg, to: path(of: figure, "svg"), overwrites: overwrites)
      try AtomicFile.write(picture.png, to: path(of: figure, "png"), overwrites: overwrites)
    }
  }

  private func path(of figure: Figure, _ suffix: String) -> String {
    folder.appendingPathComponent("\(figure.id).\(suffix)").path
  }
}
