import Convolution
import Networks
import Reporting

/// What `phibench plan` shows.
struct PlanReport {
  let network: Network
  let plan: Networks.Plan
  let problem: PlanningProblem
  let candidates: [any BackwardStrategy]
  let times: LayerTimes
  let strategies: LayerStrategies
  let keepsVelocity: Bool
  let budgetBytes: Int?
  /// Every Pareto-optimal plan, where they are wanted.
  var frontier: [Networks.Plan]?
  /// What the plan took, where it was carried out.
  var trial: NetworkTrial?

  var formula: NetworkMemoryFormula {
    NetworkMemoryFormula(network, by: strategies, keepsVelocity: keepsVelocity)
  }

  /// The strategies that may stand for a whole network, each as a plan.
  var uniform: [(name: String, plan: Networks.Plan)] {
    candidates.map { strategy in (strategy.name, problem.plan(strategy: strategy.name)) }
      .filter { name, plan in plan.options.dropLast().allSatisfy { $0.strategy == name } }
  }

  /// The plan as tables and sentences.
  func text(for terminal: Terminal, withTimeline: Bool) -> String {
    var parts = [layers.text(for: terminal), terminal.wrapped(peak), summary.text(for: terminal)]
    if let frontier { parts.append(table(of: frontier).text(for: terminal)) }
    if withTimeline { parts.append(timeline.text(for: terminal)) }
    if let trial { parts.append(prediction(beside: trial).text(for: terminal)) }
    return parts.joined(separator: "\n\n")
  }

  /// One row for each layer: the choice, its time, what it keeps, the peak while it is worked on,
  /// and how often φ must be read for keeping it to pay.
  private var layers: TextTable {
    let showsBreakEven = keeper != nil && candidates.count > 1
    var table = TextTable(
      [
        ("layer", .left), ("strategy", .left), ("time", .right), ("kept", .right),
        ("peak here", .right),
      ] + (showsBreakEven ? [("\(keeper ?? "") pays from R", .right)] : []))
    var kept = problem.baseBytes
    for (layer, option) in zip(network.layers, plan.options) {
      var cells = [
        layer.name, layer.isFullyConnected ? "–" : option.strategy, Units.time(option.seconds),
        Units.bytes(option.keptBytes), Units.bytes(kept + option.peakBytes),
      ]
      if showsBreakEven { cells.append(breakEven(layer)) }
      table.add(cells)
      kept += option.keptBytes
    }
    return table
  }

  /// The candidate that keeps φ.
  private var keeper: String? { candidates.first(where: \.keepsPhi)?.name }

  /// The fewest backward passes per forward pass with which keeping φ beats every other candidate.
  private func breakEven(_ layer: Network.Layer) -> String {
    guard !layer.isFullyConnected, let keeper else { return "–" }
    let others = candidates.map(\.name).filter {
      $0 != keeper && times[layer.workload, $0] != nil
    }
    let crossings = others.map { times.breakEven(keeper, $0, layer.workload) }
    guard times[layer.workload, keeper] != nil, !others.isEmpty else { return "" }
    let known = crossings.compactMap(\.self)
    return known.count == others.count ? "\(known.max() ?? 1)" : "never"
  }

  private var peak: String {
    guard let peak = formula.peak else { return "" }
    let largest = peak.during.sorted { $0.bytes > $1.bytes }.prefix(4).map {
      "\($0.name(in: network)) \(Units.bytes($0.bytes))"
    }
    return
      "The network's peak, \(Units.bytes(plan.peakBytes)) (\(plan.peakBytes) bytes), comes in the "
      + "\(peak.moment.name(in: network)); the largest of its \(peak.during.count) buffers: "
      + largest.joined(separator: ", ") + "."
  }

  /// The plan beside one strategy for all layers.
  private var summary: TextTable {
    var table = TextTable([
      ("strategies", .left), ("time of a step", .right), ("peak", .right), ("budget", .left),
    ])
    func add(_ name: String, _ plan: Networks.Plan) {
      let fits = budgetBytes.map { plan.peakBytes <= $0 ? "fits" : "exceeds it" } ?? "none"
      table.add([name, Units.time(plan.seconds), Units.bytes(plan.peakBytes), fits])
    }
    add("the plan: \(strategies.label)", plan)
    for (name, plan) in uniform { add("all \(name)", plan) }
    let least = Planner(problem).leastBudgetBytes
    table.add(["the least memory of any plan", "", Units.bytes(least), ""])
    return table
  }

  private func table(of plans: [Networks.Plan]) -> TextTable {
    var table = TextTable([("peak", .right), ("time of a step", .right), ("strategies", .left)])
    for plan in plans {
      table.add([
        Units.bytes(plan.peakBytes), Units.time(plan.seconds), Self.runs(plan.options.dropLast()),
      ])
    }
    return table
  }

  /// Strategies of successive layers, equal ones together: "3 cached, tiled, 2 cached".
  private static func runs(_ options: some Sequence<LayerOption>) -> String {
    var runs: [(name: String, count: Int)] = []
    for option in options {
      if runs.last?.name == option.strategy {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((option.strategy, 1))
      }
    }
    return runs.map { $0.count == 1 ? $0.name : "\($0.count) \($0.name)" }.joined(separator: ", ")
  }

  /// What is live at each moment, by formula and, where the plan was carried out, by the allocator.
  private var timeline: TextTable {
    let measured = trial?.timeline.entries
    var table = TextTable(
      [("moment", .left), ("live at most", .right)]
        + (measured == nil ? [] : [("by the allocator", .right)])
        + [("live after it", .right)]
        + MemoryPurpose.allCases.map { ("\($0)", .right) })
    for (index, entry) in formula.timeline.entries.enumerated() {
      table.add(
        [entry.moment.name(in: network), Units.bytes(entry.peak.total)]
          + (measured.map { [$0[index] == entry ? "the same" : "\($0[index].peak.total) B"] } ?? [])
          + [Units.bytes(entry.after.total)]
          + MemoryPurpose.allCases.map { Units.bytes(entry.peak[$0]) })
    }
    return table
  }

  private func prediction(beside trial: NetworkTrial) -> TextTable {
    var table = TextTable([
      ("carried out", .left), ("predicted", .right), ("measured", .right), ("÷", .right),
    ])
    func ratio(_ measured: Double, _ predicted: Double) -> String {
      Units.number(measured / predicted, decimals: 3)
    }
    table.add([
      "time of a step", Units.time(plan.seconds),
      Units.time(trial.step.median)
        + (trial.step.relativeHalfWidth.map { " ± \(Units.percent($0))" } ?? ""),
      ratio(trial.step.median, plan.seconds),
    ])
    table.add([
      "of it, to change W and b", Units.time(problem.baseSeconds), Units.time(trial.update.median),
      ratio(trial.update.median, problem.baseSeconds),
    ])
    let peak = trial.timeline.peakBytes
    table.add([
      "peak by the allocator", "\(plan.peakBytes) B", "\(peak) B",
      ratio(Double(peak), Double(plan.peakBytes)),
    ])
    if let resident = trial.rssPeakBytes {
      table.add([
        "peak by the kernel (VmHWM)", Units.bytes(plan.peakBytes), Units.bytes(resident),
        ratio(Double(resident), Double(plan.peakBytes)),
      ])
    }
    return table
  }
}
