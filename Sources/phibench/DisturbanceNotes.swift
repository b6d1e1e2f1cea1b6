import Machine
import Reporting
import Sweeps

/// What went wrong in a sweep.
enum DisturbanceNotes {
  /// Each thing once, with advice.
  static func all(_ results: [PointResult], machine: Machine) -> [String] {
    var kinds: [(advice: String, first: Disturbance, points: Int)] = []
    for result in results {
      // Strategies that took turns share what disturbed them; one piece of advice is one kind.
      var known: Set<String> = []
      for disturbance in result.outcomes.flatMap({ $0.measurement?.disturbances ?? [] }) {
        let advice = disturbance.adviceWithOptions
        guard known.insert(advice).inserted else { continue }
        if let index = kinds.firstIndex(where: { $0.advice == advice }) {
          kinds[index].points += 1
        } else {
          kinds.append((advice, disturbance, 1))
        }
      }
    }
    return machine.advice
      + kinds.map { advice, first, points in
        "at \(points) of \(Units.count(results.count, "point")), first: \(first.sentence); \(advice)"
      }
  }
}
