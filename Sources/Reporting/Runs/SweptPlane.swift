import Convolution
import Analysis
import Measurement

/// Two parameters that vary together while all others stay: what a map shows.
package struct SweptPlane: Sendable {
  /// Across.
  package let x: Parameter
  /// Upwards.
  package let y: Parameter
  /// The points.
  package let places: [ReportedRun.Place]

  /// The plane of a sweep with the most points; none where there are not at least three values of
  /// two parameters, and three quarters of their combinations.
  package static func largest(of run: ReportedRun) -> SweptPlane? {
    var largest: SweptPlane?
    for (index, x) in SweptAxis.order.enumerated() {
      for y in SweptAxis.order[(index + 1)...] {
        let groups = Held.groups(of: run.places, varying: [x, y], point: \.point)
        for group in groups where group.elements.count > (largest?.places.count ?? 8) {
          // Layers of different names may have the same sizes.
          var known: Set<[Int]> = []
          let places = group.elements.filter {
            known.insert([x.value(of: $0.point), y.value(of: $0.point)]).inserted
          }
          guard places.count > (largest?.places.count ?? 8) else { continue }
          let across = Set(places.map { x.value(of: $0.point) }).count
          let upwards = Set(places.map { y.value(of: $0.point) }).count
          if min(across, upwards) >= 3, 4 * places.count >= 3 * across * upwards {
            largest = SweptPlane(x: x, y: y, places: places)
          }
        }
      }
    }
    return largest
  }

  /// What the points have in common.
  package var common: String { PointNames(places.map(\.point)).unusual }
}
