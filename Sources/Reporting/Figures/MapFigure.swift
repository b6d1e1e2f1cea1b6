import Foundation
import Measurement

extension ReportedRun {
  /// Another strategy ÷ the reference over two parameters, if a product sweep allows it.
  var mapFigure: Figure? {
    guard let plane = SweptPlane.largest(of: self), let reference, reference.keepsPhi,
      let strategy = ownStrategies.first(where: { $0 != reference })
    else { return nil }
    let (across, upwards) = (plane.across, plane.upwards)
    guard across.count <= Self.mostPerSide, upwards.count <= Self.mostPerSide else { return nil }
    let ratios = plane.places.compactMap {
      place -> (x: Int, y: Int, ratio: Estimate, hasPhi: Bool)? in
      guard let ratio = place.ratio(of: strategy, to: reference),
        let x = across.firstIndex(of: plane.x.value(of: place.point)),
        let y = upwards.firstIndex(of: plane.y.value(of: place.point))
      else { return nil }
      return (x, y, ratio, !place.point.workload.geometry.phiIsInput)
    }
    guard !ratios.isEmpty else { return nil }
    var plot = Plot(
      x: .list(
        "\(plane.x.rawValue), \(plane.x.meaning)", across.map(String.init), isReversed: false),
      y: .list(
        "\(plane.y.rawValue), \(plane.y.meaning)", upwards.map(String.init), isReversed: false))
    plot.cells = ratios.map { x, y, ratio, hasPhi in
      Plot.Cell(
        x: Double(x), y: Double(y),
        colour: hasPhi ? Self.colour(ofRatio: ratio.median) : Self.neutral,
        text: Units.number(ratio.median))
    }
    let table = Table(
      ratios,
      [
        .right(plane.x.rawValue) { "\(across[$0.x])" },
        .right(plane.y.rawValue) { "\(upwards[$0.y])" },
        .right("\(strategy) ÷ \(reference)") { $0.ratio.words },
      ])
    let expanding = ratios.filter(\.hasPhi)
    let pays = expanding.count { $0.ratio.isAboveOne == true }
    let costs = expanding.count { $0.ratio.isAboveOne == false }
    return Figure(
      id: figureID("map", plane.x.rawValue, plane.y.rawValue),
      title: "\(strategy) ÷ \(reference) over \(plane.x.rawValue) and \(plane.y.rawValue)",
      caption:
        "Blue: keeping φ saves time there (\(pays) of \(Units.count(expanding.count, "point")), beyond chance). "
        + "Orange: computing it again is faster (\(costs)). White is no difference. "
        + (expanding.count < ratios.count
          ? "Grey: φ(pad(Z)) is Z itself there, and there is nothing to keep. " : "")
        + "At \(plane.common).", plot: plot, data: table)
  }

  /// Beyond this a number has no room in its cell.
  private static let mostPerSide = 16

  /// The colour where nothing is compared.
  static let neutral = 0xD9D9D9

  /// White at 1, towards blue above and orange below, full at a factor of 1.6.
  static func colour(ofRatio ratio: Double) -> Int {
    let full = ratio >= 1 ? Look.colours[5] : Look.colours[4]
    let part = min(abs(log(ratio)) / log(1.6), 1)
    func mixed(_ shift: Int) -> Int {
      let end = Double((full >> shift) & 255)
      return Int((255 + (end - 255) * part).rounded()) << shift
    }
    return mixed(16) | mixed(8) | mixed(0)
  }
}
