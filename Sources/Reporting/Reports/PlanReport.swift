import Convolution
import Networks

/// What `phibench plan` chose for a network.
package struct PlanReport {
  let network: Network
  let plan: Plan
  let problem: PlanningProblem
  private let candidates: [any BackwardStrategy]
  private let times: LayerTimes
  private let strategies: LayerStrategies
  let budgetBytes: Int?
  let formula: NetworkMemoryFormula
  /// Every Pareto-optimal plan, if they are wanted.
  package var frontier: [Plan]?
  package var trial: NetworkTrial?
  package var showsTimeline = false

  /// A plan of a network's layers `by` some strategies, chosen from the candidates' options in a
  /// problem by their times.
  package init(
    _ plan: Plan, by strategies: LayerStrategies, for network: Network, problem: PlanningProblem,
    candidates: [any BackwardStrategy], times: LayerTimes, keepsVelocity: Bool, budgetBytes: Int?
  ) {
    (self.network, self.plan, self.problem) = (network, plan, problem)
    (self.candidates, self.times, self.strategies) = (candidates, times, strategies)
    self.budgetBytes = budgetBytes
    formula = NetworkMemoryFormula(network, by: strategies, keepsVelocity: keepsVelocity)
  }

  /// The strategies that may stand for a whole network, each as a plan.
  var uniform: [(name: String, plan: Plan)] {
    candidates.map { ($0.name, problem.plan(strategy: $0.name)) }
      .filter { name, plan in plan.options.dropLast().allSatisfy { $0.strategy == name } }
  }

  package var document: Document {
    Document(
      [
        .table(layers), .paragraph(peak), .heading("Beside one strategy for all layers"),
        .table(sums),
      ]
        + (frontier.map { [.heading("Plans that no other beats"), .table(Self.table($0))] } ?? [])
        + (showsTimeline ? [.heading("Live at each moment"), .table(timeline)] : [])
        + (trial.map { [.heading("Carried out"), .table(prediction(beside: $0))] } ?? []))
  }

  /// One row for each layer: the choice, its time, what it keeps, the peak while it is worked on,
  /// and how often φ must be read for keeping it to pay.
  private var layers: Table {
    typealias Row = (layer: Network.Layer, option: LayerOption, peak: Int)
    var kept = problem.baseBytes
    let rows = zip(network.layers, plan.options).map { layer, option -> Row in
      defer { kept += option.keptBytes }
      return (layer, option, kept + option.peakBytes)
    }
    return Table(
      rows,
      [
        .left("layer") { $0.layer.name },
        .left("strategy") { $0.layer.isFullyConnected ? "–" : $0.option.strategy },
        .right("time") { Units.time($0.option.seconds) },
        .right("kept") { Units.bytes($0.option.keptBytes) },
        .right("peak here") { Units.bytes($0.peak) },
      ]
        + (keeper.map { keeper in
          [.right("\(keeper) pays from R") { breakEven($0.layer, keeper) }]
        } ?? []))
  }

  /// The candidate that keeps φ, if there is another.
  private var keeper: String? {
    candidates.count > 1 ? candidates.first(where: \.keepsPhi)?.name : nil
  }

  /// The fewest backward passes per forward pass with which keeping φ beats every other candidate.
  private func breakEven(_ layer: Network.Layer, _ keeper: String) -> String {
    guard !layer.isFullyConnected else { return "–" }
    let others = candidates.map(\.name).filter { $0 != keeper && times[layer.workload, $0] != nil }
    guard times[layer.workload, keeper] != nil, !others.isEmpty else { return "" }
    let known = others.compactMap { times.breakEven(keeper, $0, layer.workload) }
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
  private var sums: Table {
    func row(_ name: String, _ plan: Plan) -> [String] {
      let fits = budgetBytes.map { plan.peakBytes <= $0 ? "fits" : "exceeds it" } ?? "none"
      return [name, Units.time(plan.seconds), Units.bytes(plan.peakBytes), fits]
    }
    let least = Units.bytes(Planner(problem).leastBudgetBytes)
    return Table(
      [row("the plan: \(strategies.label)", plan)] + uniform.map { row("all \($0)", $1) }
        + [["the least memory of any plan", "", least, ""]],
      ("strategies", .left), ("time of a step", .right), ("peak", .right), ("budget", .left))
  }

  private static func table(_ plans: [Plan]) -> Table {
    Table(
      plans, leading: 0,
      [
        .right("peak") { Units.bytes($0.peakBytes) },
        .right("time of a step") { Units.time($0.seconds) },
        .left("strategies") { runs($0.options.dropLast().map(\.strategy)) },
      ])
  }

  /// Strategies of successive layers, equal ones together: "3 cached, tiled, 2 cached".
  private static func runs(_ names: [String]) -> String {
    names.runs(by: \.self).map { name, run in
      run.count == 1 ? name : "\(run.count) \(name)"
    }.joined(separator: ", ")
  }

  /// What is live at each moment, by formula and, if the plan was carried out, by the allocator.
  private var timeline: Table {
    let entries = formula.timeline.entries
    let measured: [Table.Column<Int>] = [trial?.timeline.entries].compactMap(\.self).map {
      measured in
      .right("by the allocator") {
        measured[$0] == entries[$0] ? "the same" : "\(measured[$0].peak.total) B"
      }
    }
    return Table(
      entries.indices,
      [
        .left("moment") { entries[$0].moment.name(in: network) },
        .right("live at most") { Units.bytes(entries[$0].peak.total) },
      ] + measured + [.right("live after it") { Units.bytes(entries[$0].after.total) }]
        + MemoryPurpose.allCases.map { purpose in
          .right("\(purpose)") { Units.bytes(entries[$0].peak[purpose]) }
        })
  }

  private func prediction(beside trial: NetworkTrial) -> Table {
    func row(
      _ name: String, _ predicted: Double, _ measured: Double, _ words: (Double) -> String,
      _ interval: String = ""
    ) -> [String] {
      [
        name, words(predicted), words(measured) + interval,
        Units.number(measured / predicted, decimals: 3),
      ]
    }
    let interval = trial.step.relativeHalfWidth.map { " ± \(Units.percent($0))" } ?? ""
    let peak = Double(plan.peakBytes)
    return Table(
      [
        row("time of a step", plan.seconds, trial.step.median, Units.time, interval),
        row("of it, to change W and b", problem.baseSeconds, trial.update.median, Units.time),
        row("peak by the allocator", peak, Double(trial.timeline.peakBytes)) { "\(Int($0)) B" },
      ]
        + (trial.rssPeakBytes.map {
          [row("peak by the kernel (VmHWM)", peak, Double($0)) { Units.bytes(Int($0)) }]
        } ?? []),
      ("", .left), ("predicted", .right), ("measured", .right), ("÷", .right))
  }
}
