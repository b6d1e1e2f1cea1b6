/// Finds the fastest plan within a memory budget: exactly, by dynamic programming.
///
/// **Method.** Layer by layer from the first, it keeps the partial plans that respect the budget so
/// far, as pairs (bytes kept, seconds), and of these the ones that no other beats or equals in both:
/// a Pareto front.
///
/// **Why that is exact.** Let P and Q be partial plans of the same layers, both within the budget so
/// far, P with no more kept and no more seconds. Layer m's moments take Σ_{j<m} k_j + p_m, so of a
/// partial plan the later moments see the bytes kept alone, and grow with them. So whatever
/// completes Q within the budget completes P within it, too, and since adding (even in floating
/// point) preserves ≤, in no more time: some best plan survives when Q is dropped. By induction over
/// the layers, the fastest complete plan on the last front is a fastest one of all.
///
/// Where φ is read again, all that is kept meets the largest `again` of the layers as well. For a
/// given bound w on that, options above w are left out and the budget must hold Σ_j k_j + w; the
/// argument above stays as it is. The best plan has its own largest `again`, one of the options', so
/// trying each of these as w finds it.
///
/// **Pruning.** The least that layers m… can do with is r_m = min over options of
/// max(p_m, k_m + r_{m+1}), because what is kept below shifts all of them alike. A partial plan
/// whose bytes kept and r_{m+1} exceed the budget leads nowhere. B + r_1 is the least budget.
///
/// With n layers and s strategies a front has at most as many plans as there are different sums of
/// bytes kept; the problem holds the knapsack problem, so no bound that is polynomial in n is to be
/// expected. Networks have few layers, and strategies few different bytes: fronts stay small.
///
/// Source of the method: Nemhauser & Ullmann, *Discrete Dynamic Programming and Capital Allocation*,
/// Management Science 15(9), 1969.
package struct Planner: Sendable {
  private let problem: PlanningProblem

  package init(_ problem: PlanningProblem) {
    self.problem = problem
  }

  /// The fastest plan whose peak is within a budget; `nil` where there is none.
  package func fastest(within budgetBytes: Int = .max) -> Plan? {
    var best: Plan?
    for bound in bounds {
      guard let plan = fastest(within: budgetBytes, bound) else { continue }
      if best.map({ plan.seconds < $0.seconds }) ?? true { best = plan }
    }
    return best
  }

  /// The least budget that a plan fits into.
  package var leastBudgetBytes: Int {
    let least = bounds.compactMap { needs($0)?.first }.min() ?? 0
    return problem.baseBytes + least
  }

  /// Every plan that no other beats in time or peak without losing in the other, the fastest first.
  ///
  /// The fastest plan within a byte less than the peak of the one before is the next one.
  package var frontier: [Plan] {
    var plans: [Plan] = []
    var next = fastest()
    while let plan = next {
      if plans.last?.seconds == plan.seconds { plans.removeLast() }
      plans.append(plan)
      next = fastest(within: plan.peakBytes - 1)
    }
    return plans
  }

  /// A bound w on the options' `again`; `nil` bounds nothing.
  private typealias Bound = Int?

  private var bounds: [Bound] {
    guard problem.readsAgain else { return [nil] }
    // Below the largest of the layers' least `again` some layer has no option left.
    let least = problem.layers.map { $0.map(\.againBytes).min() ?? 0 }.max() ?? 0
    return Set(problem.layers.joined().map(\.againBytes)).filter { $0 >= least }.sorted()
  }

  private func isAllowed(_ option: LayerOption, _ bound: Bound) -> Bool {
    bound.map { option.againBytes <= $0 } ?? true
  }

  /// r_m for every layer, and after the last one w; `nil` where a layer has no option.
  private func needs(_ bound: Bound) -> [Int]? {
    var needs = [bound ?? 0]
    for options in problem.layers.reversed() {
      let above = needs[needs.count - 1]
      let least = options.filter { isAllowed($0, bound) }
        .map { max($0.peakBytes, $0.keptBytes + above) }.min()
      guard let least else { return nil }
      needs.append(least)
    }
    return needs.reversed()
  }

  /// A partial plan: its last choice, and the place on the front before of the rest.
  private struct Partial {
    let kept: Int
    let seconds: Double
    let choice: Int
    let before: Int
  }

  private func fastest(within budgetBytes: Int, _ bound: Bound) -> Plan? {
    let budget = budgetBytes - problem.baseBytes
    guard let needs = needs(bound), needs[0] <= budget else { return nil }
    var fronts = [[Partial(kept: 0, seconds: 0, choice: 0, before: 0)]]
    for (layer, options) in problem.layers.enumerated() {
      var partials: [Partial] = []
      for (before, partial) in fronts[layer].enumerated() {
        for (choice, option) in options.enumerated() where isAllowed(option, bound) {
          let kept = partial.kept + option.keptBytes
          guard partial.kept + option.peakBytes <= budget, kept + needs[layer + 1] <= budget
          else { continue }
          partials.append(
            Partial(
              kept: kept, seconds: partial.seconds + option.seconds, choice: choice,
              before: before))
        }
      }
      fronts.append(Self.front(partials))
    }
    // With more kept comes less time, so the last is the fastest.
    guard var place = fronts[problem.layers.count].indices.last else { return nil }
    var choices: [Int] = []
    for front in fronts.dropFirst().reversed() {
      choices.append(front[place].choice)
      place = front[place].before
    }
    return problem.plan(choices.reversed())
  }

  /// The partial plans that no other beats or equals in both, with ever more kept and less time.
  private static func front(_ partials: [Partial]) -> [Partial] {
    var front: [Partial] = []
    for partial in partials.sorted(by: { ($0.kept, $0.seconds) < ($1.kept, $1.seconds) })
    where front.last.map({ partial.seconds < $0.seconds }) ?? true {
      front.append(partial)
    }
    return front
  }
}
