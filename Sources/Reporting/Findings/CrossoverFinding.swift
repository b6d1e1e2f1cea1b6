import Convolution
import Measurement
import Sweeps

extension ReportedSweep {
  /// Where along a swept parameter keeping φ and computing it again change places.
  var crossoverFinding: Finding? {
    let (kept, again) = (Cached().name, Recomputed().name)
    var changes: [String] = []
    var evidence: [RowReference] = []
    var steady: [Bool: [(parameter: String, decided: Int, all: Int)]] = [:]
    for axis in SweptAxis.all(of: self) {
      let symbol = axis.parameter.rawValue
      // Points at which the intervals do not tell decide nothing.
      let decided = axis.places.compactMap {
        entry -> (value: Int, pays: Bool, row: RowReference)? in
        guard let step = entry.place.measured(again),
          let pays = entry.place.ratio(of: again, to: kept)?.isAboveOne
        else { return nil }
        return (entry.value, pays, step.source)
      }
      let turns = zip(decided, decided.dropFirst()).filter { $0.pays != $1.pays }
      for (before, after) in turns {
        changes.append(
          "between \(symbol) = \(before.value) and \(after.value) \(kept) becomes the "
            + (after.pays ? "faster" : "slower"))
        evidence += [before.row, after.row]
      }
      if turns.isEmpty, let first = decided.first {
        steady[first.pays, default: []].append((symbol, decided.count, axis.places.count))
        evidence.append(first.row)
      }
    }
    let constant = [(true, "faster"), (false, "slower")].compactMap { pays, word -> String? in
      guard let axes = steady[pays] else { return nil }
      let values = "\(axes.map(\.decided).reduce(0, +)) of \(axes.map(\.all).reduce(0, +)) values"
      return "along \(axes.map(\.parameter).joined(separator: ", ")) \(kept) is the \(word) "
        + "wherever the intervals tell (\(values))"
    }
    guard !(changes + constant).isEmpty else { return nil }
    let text = (changes + constant).joined(separator: "; ")
    return Finding(
      topic: .crossover, sentence: "Of \(kept) and \(again): \(text).", evidence: evidence)
  }
}
