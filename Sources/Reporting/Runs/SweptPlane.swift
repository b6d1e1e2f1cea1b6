import Analysis
import Convolution

/// Two parameters that vary together while all others stay: what a map shows.
package struct SweptPlane: Sendable {
  package let x: Parameter
  package let y: Parameter
  /// One for each pair of values.
  package let places: [ReportedRun.Place]
  /// The values of x, ascending.
  let across: [Int]
  /// The values of y, ascending.
  let upwards: [Int]

  /// The plane of a sweep with the most points; none where there are not at least three values of
  /// two parameters, and three quarters of their combinations.
  package static func largest(of run: ReportedRun) -> SweptPlane? {
    let parameters = SweptAxis.order.filter { parameter in
      Set(run.places.lazy.map { parameter.value(of: $0.point) }).count >= 3
    }
    var largest: SweptPlane?
    for (index, x) in parameters.enumerated() {
      for y in parameters[(index + 1)...] {
        for group in run.places.groups(varying: [x, y], point: \.point) {
          guard group.elements.count > largest?.places.count ?? 8 else { continue }
          let plane = SweptPlane(x, y, of: group.elements)
          let combinations = plane.across.count * plane.upwards.count
          if plane.places.count > largest?.places.count ?? 8,
            min(plane.across.count, plane.upwards.count) >= 3,
            4 * plane.places.count >= 3 * combinations
          {
            largest = plane
          }
        }
      }
    }
    return largest
  }

  private init(_ x: Parameter, _ y: Parameter, of places: [ReportedRun.Place]) {
    self.x = x
    self.y = y
    // Layers of different names may have the same sizes.
    self.places = places.grouped { [x.value(of: $0.point), y.value(of: $0.point)] }
      .map { $0.elements[0] }
    across = Set(places.map { x.value(of: $0.point) }).sorted()
    upwards = Set(places.map { y.value(of: $0.point) }).sorted()
  }

  package var common: String { PointNames(places.map(\.point)).unusual }
}
