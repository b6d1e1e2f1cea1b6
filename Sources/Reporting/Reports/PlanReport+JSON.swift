import Measurement
import Networks

extension PlanReport {
  /// The plan, what it is compared with and, if they were wanted, the frontier and what carrying it
  /// out took; seconds and bytes.
  package var json: String {
    get throws {
      try JSONOutput.text(
        Object(
          budgetBytes: budgetBytes,
          leastBudgetBytes: Planner(problem).leastBudgetBytes,
          plan: PlanObject(plan, network),
          peakMoment: formula.peak.map { $0.moment.name(in: network) },
          peakBuffers: formula.peak?.during.map {
            BufferObject(name: $0.name(in: network), bytes: $0.bytes)
          } ?? [],
          uniform: Dictionary(
            uniqueKeysWithValues: uniform.map { ($0.name, PlanObject($0.plan, network)) }),
          frontier: frontier?.map { PlanObject($0, network) },
          trial: trial.map {
            TrialObject(
              stepTimeS: $0.step, updateTimeS: $0.update, peakBytes: $0.timeline.peakBytes,
              timelineEqualsFormula: $0.timeline == formula.timeline,
              rssPeakBytes: $0.rssPeakBytes)
          }))
    }
  }

  private struct Object: Encodable {
    let budgetBytes: Int?
    let leastBudgetBytes: Int
    let plan: PlanObject
    let peakMoment: String?
    let peakBuffers: [BufferObject]
    let uniform: [String: PlanObject]
    let frontier: [PlanObject]?
    let trial: TrialObject?
  }

  private struct BufferObject: Encodable {
    let name: String
    let bytes: Int
  }

  private struct PlanObject: Encodable {
    let timeS: Double
    let peakBytes: Int
    let layers: [LayerObject]

    init(_ plan: Plan, _ network: Network) {
      timeS = plan.seconds
      peakBytes = plan.peakBytes
      layers = zip(network.layers, plan.options).map {
        LayerObject(
          layer: $0.name, strategy: $0.isFullyConnected ? nil : $1.strategy, timeS: $1.seconds,
          keptBytes: $1.keptBytes)
      }
    }
  }

  private struct LayerObject: Encodable {
    let layer: String
    let strategy: String?
    let timeS: Double
    let keptBytes: Int
  }

  private struct TrialObject: Encodable {
    let stepTimeS: Estimate
    let updateTimeS: Estimate
    let peakBytes: Int
    let timelineEqualsFormula: Bool
    let rssPeakBytes: Int?
  }
}
