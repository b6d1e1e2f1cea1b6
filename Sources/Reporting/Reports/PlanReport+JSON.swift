import Machine
import Networks

extension PlanReport {
  /// The plan, what it is compared with and, if they were wanted, the frontier and what carrying it
  /// out took; seconds and bytes.
  package func json() throws -> String {
    let buffers = formula.peak?.during.map { buffer -> JSONObject in
      ["name": buffer.name(in: network), "bytes": buffer.bytes]
    }
    return try JSON.text(
      [
        "budget_bytes": budgetBytes,
        "least_budget_bytes": Planner(problem).leastBudgetBytes, "plan": object(plan),
        "peak_moment": formula.peak?.moment.name(in: network), "peak_buffers": buffers ?? [],
        "uniform": Dictionary(
          uniqueKeysWithValues: uniform.map { ($0.name, object($0.plan)) }),
        "frontier": frontier?.map(object), "trial": trial.map(object),
      ] as JSONObject)
  }

  private func object(_ plan: Plan) -> JSONObject {
    let layers = zip(network.layers, plan.options).map { layer, option -> JSONObject in
      [
        "layer": layer.name, "strategy": layer.isFullyConnected ? nil : option.strategy,
        "time_s": option.seconds, "kept_bytes": option.keptBytes,
      ]
    }
    return ["time_s": plan.seconds, "peak_bytes": plan.peakBytes, "layers": layers]
  }

  private func object(_ trial: NetworkTrial) -> JSONObject {
    [
      "step_time_s": trial.step, "update_time_s": trial.update,
      "peak_bytes": trial.timeline.peakBytes,
      "timeline_equals_formula": trial.timeline == formula.timeline,
      "rss_peak_bytes": trial.rssPeakBytes,
    ]
  }
}
