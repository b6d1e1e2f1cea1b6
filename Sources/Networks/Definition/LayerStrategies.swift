import Convolution

/// A strategy for each convolution layer of a network.
///
/// The fully connected last layer needs none: its φ is Z itself, so that there is nothing to keep
/// and nothing to expand.
package struct LayerStrategies: Sendable {
  /// First layer to last.
  package let all: [any BackwardStrategy]
}

extension LayerStrategies {
  /// One strategy for all layers.
  package init(_ strategy: any BackwardStrategy, count: Int) {
    self.init(all: Array(repeating: strategy, count: count))
  }

  package init(names: [String]) throws(UnknownStrategy) {
    self.init(all: try names.map(Strategies.require))
  }

  package var names: [String] { all.map(\.name) }

  /// One name where all layers have one strategy, else how many layers have each.
  package var label: String {
    let counts = Strategies.all.map { strategy in
      (strategy.name, names.count { $0 == strategy.name })
    }
    .filter { $0.1 > 0 }
    return counts.count == 1
      ? counts[0].0 : counts.map { "\($0.1) \($0.0)" }.joined(separator: " + ")
  }
}
