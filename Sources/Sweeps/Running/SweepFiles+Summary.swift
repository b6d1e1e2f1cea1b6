import Machine
import Results

extension SweepFiles {
  /// Derives the CSV from the sessions, and replaces it whole: all points that have sessions, in the sweep's
  /// order. If a session is not the sweep's, or the CSV cannot be written, the old one stays.
  package func summarize(_ sweep: SweepDescription) throws(Refusal) {
    let known = try KnownSessions(of: self, sweep)
    let points = Dictionary(uniqueKeysWithValues: known.file.points.map { ($0.label, $0) })
    var csv = CSVFile.header(Column.all)
    for label in sweep.ownPoints {
      guard let point = points[label] else { continue }
      csv += CSVFile.text(of: try known.file.summary(of: point), in: Column.all)
    }
    try AtomicFile.write(csv.utf8, to: self.csv, overwrites: true)
  }
}
