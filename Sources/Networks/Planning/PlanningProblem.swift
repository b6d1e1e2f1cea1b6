import Convolution
import Machine

/// A choice for each layer of a network, and what a choice for all of them costs.
///
/// With k_m and p_m for what layer m's option keeps and the layer's own peak, and B for what is
/// there throughout, a plan's peak is
///
///     B + max_m (Σ_{j<m} k_j + p_m)
///
/// as ``MemoryTimeline`` shows; where φ is read again, the most that one of the earlier backward
/// passes takes, B + Σ_j k_j + max_m again_m, counts as well. A plan's time is the sum of its
/// options' and of what does not depend on them.
package struct PlanningProblem: Sendable {
  /// The options of each layer, first layer to last; each has one at least.
  package let layers: [[LayerOption]]
  /// B: bytes that are live throughout.
  package let baseBytes: Int
  /// Seconds of a step that no option changes.
  package let baseSeconds: Double
  /// Whether there are backward passes before the last.
  package let readsAgain: Bool

  /// - Precondition: every layer has an option.
  package init(
    layers: [[LayerOption]], baseBytes: Int = 0, baseSeconds: Double = 0, readsAgain: Bool = false
  ) {
    precondition(layers.allSatisfy { !$0.isEmpty }, "a layer without an option")
    self.layers = layers
    self.baseBytes = baseBytes
    self.baseSeconds = baseSeconds
    self.readsAgain = readsAgain
  }

  /// The choice of a strategy among candidates for each convolution layer of a network; what has no time by
  /// `seconds` at a layer is no candidate there. Refused where a layer has no candidate left, with the other
  /// conditions under which it was `measured`.
  ///
  /// `baseSeconds` are what a step takes beside the layers' passes.
  package init(
    _ network: Network, candidates strategies: [any BackwardStrategy], keepsVelocity: Bool,
    baseSeconds: Double, measured: (Workload) -> String? = { _ in nil },
    seconds: (Workload, String) -> Double?
  ) throws(Refusal) {
    var layers: [[LayerOption]] = []
    for (index, layer) in network.layers.enumerated() {
      let strategies = layer.isFullyConnected ? [Network.fullyConnectedStrategy] : strategies
      let options = strategies.compactMap { strategy -> LayerOption? in
        let memory = strategy.memory(layer.workload)
        // The last layer's Δ has taken the place of its output.
        let above = index == network.layers.count - 1 ? 0 : memory.outputBytes
        // Where φ is Z, others that multiply by the same tiles take the same time.
        let alike = layer.isFullyConnected ? strategy.twins(layer.workload) : []
        return ([strategy] + alike).compactMap { seconds(layer.workload, $0.name) }.first.map {
          LayerOption(
            strategy: strategy.name, seconds: $0,
            keptBytes: memory.outputBytes + memory.savedBytes, peakBytes: memory.peakBytes,
            againBytes: above + memory.gradientBytes + memory.backwardWorkspaceBytes)
        }
      }
      if options.isEmpty {
        let names = strategies.map(\.name).joined(separator: " or ")
        let other = measured(layer.workload).map { "; it was measured at \($0)" } ?? ""
        throw Refusal(
          .insufficient,
          "there is no time of layer '\(layer.name)' by \(names) at \(layer.workload.conditions)\(other)"
        )
      }
      layers.append(options)
    }
    self.init(
      layers: layers,
      baseBytes: network.parameterBytes * (keepsVelocity ? 2 : 1) + network.imageBytes,
      baseSeconds: baseSeconds, readsAgain: network.reuse > 1)
  }

  /// The plan of an option for each layer, by its place in the layer's list.
  ///
  /// - Precondition: there is one for each layer.
  package func plan(_ choices: [Int]) -> Plan {
    precondition(choices.count == layers.count, "a choice for each layer")
    let options = zip(layers, choices).map { $0[$1] }
    var (kept, peak) = (0, 0)
    for option in options {
      peak = max(peak, kept + option.peakBytes)
      kept += option.keptBytes
    }
    if readsAgain { peak = max(peak, kept + (options.map(\.againBytes).max() ?? 0)) }
    return Plan(
      options: options, peakBytes: baseBytes + peak,
      seconds: baseSeconds + options.reduce(0) { $0 + $1.seconds })
  }

  /// The plan that takes one strategy wherever a layer has it, else a layer's first option.
  package func plan(strategy: String) -> Plan {
    plan(layers.map { options in options.firstIndex { $0.strategy == strategy } ?? 0 })
  }
}

extension BackwardStrategy {
  /// The other strategies that multiply by tiles of the same width.
  fileprivate func twins(_ workload: Workload) -> [any BackwardStrategy] {
    Strategies.all.filter {
      $0.name != name && $0.tileColumns(workload) == tileColumns(workload)
    }
  }
}
