import Machine
import Sweeps

/// What went wrong in a sweep, each thing said once, with advice.
struct DisturbanceNotes {
  let notes: [String]

  init(_ results: [PointResult], machine: Machine) {
    // Strategies that took turns share what disturbed them.
    let byPoint = results.map { result in
      var kinds: Set<String> = []
      return result.outcomes.flatMap { $0.measurement?.disturbances ?? [] }
        .filter { kinds.insert($0.advice).inserted }
    }
    var order: [String] = []
    var seen: [String: (first: Disturbance, points: Int)] = [:]
    for disturbance in byPoint.joined() {
      // One kind of disturbance is one piece of advice.
      let kind = disturbance.adviceWithOptions
      if seen[kind] == nil { order.append(kind) }
      seen[kind] = (seen[kind]?.first ?? disturbance, (seen[kind]?.points ?? 0) + 1)
    }
    notes =
      machine.advice
      + order.compactMap { kind in
        seen[kind].map {
          "at \($0.points) of \(results.count) points, first: \($0.first.sentence); \(kind)"
        }
      }
  }
}
