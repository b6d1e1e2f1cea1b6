/// A figure of a report: what is drawn, what to see in it, and its data.
package struct Figure: Sendable {
  /// Letters, digits and hyphens; also the name of its files.
  package let id: String
  package let title: String
  /// What to see, in sentences.
  package let caption: String
  let plot: Plot
  /// What is drawn, in numbers.
  package let data: Table
  /// Its drawing; `nil` as long as there is none.
  package var picture: Picture?

  /// The same figure with a drawing.
  func pictured(_ picture: Picture?) -> Figure {
    var figure = self
    figure.picture = picture
    return figure
  }

  /// A drawing of a figure.
  package enum Picture: Sendable {
    /// The text that gnuplot wrote.
    case svg(String)
    /// A file, by its relative path.
    case file(String)
  }
}

extension ReportedRun {
  package var figures: [Figure] {
    axisFigures + [mapFigure].compactMap(\.self) + layerFigures + memoryAgainstTimeFigures
      + shareFigures + [rateFigure].compactMap(\.self) + exponentFigures
  }

  /// A figure's name, of letters, digits and hyphens; short enough for a file's, whatever the run is called.
  func figureID(_ words: String...) -> String {
    let isLong = name.utf8.count > 160
    return Self.figureID([isLong ? "\(name.prefix(24))-\(name.suffix(15))" : name] + words)
  }

  static func figureID(_ words: String...) -> String { figureID(words) }

  private static func figureID(_ words: [String]) -> String {
    words.map { word in
      String(word.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
    }.joined(separator: "-")
  }
}
