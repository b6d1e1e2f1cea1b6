import Convolution
import Measurement
import Results

/// What the layers of a model come to together, each as often as the model has it, under equal
/// conditions: what `plan` says of a network, for layers of which no more is known.
package struct ModelSum: Sendable, Encodable {
  /// The sum of one strategy.
  package struct Entry: Sendable, Encodable {
    package let strategy: Strategy
    /// Seconds of a step in all layers; its interval has all layers at one end of their own.
    package let time: Estimate
    /// The time as a part of the first strategy's: the layers' ratios, weighted by the first's time.
    package let ratio: Estimate?
    /// Bytes of φ if every layer keeps its own from the forward to the backward pass.
    package let keptPhiBytes: Double
    /// Bytes of the largest scratch of a layer, which others can use after it.
    package let largestWorkspaceBytes: Int
  }

  /// A layer's part of the first strategy's time.
  package struct Share: Sendable, Encodable {
    package let point: Point
    package let part: Double
  }

  package let conditions: Conditions
  /// l, the same in all layers.
  package let images: Int
  /// One for each strategy; ratios refer to the first.
  package let entries: [Entry]
  /// One for each layer that all strategies were measured at, the heaviest first.
  package let shares: [Share]
  /// The layers that are left out, since a strategy was not measured there.
  package let missing: [Point]

  /// How many convolutions of the model the sum is of.
  package var convolutions: Int { shares.reduce(0) { $0 + $1.point.count } }

  /// What tells it from other sums.
  package var named: NamedValues {
    NamedValues(
      entries: [.init(name: Parameter.l.rawValue, value: "\(images)")] + conditions.named.entries)
  }

  /// The fewest layers that make up a part of the first strategy's time.
  package func heaviest(_ part: Double) -> ArraySlice<Share> {
    var sum = 0.0
    return shares.prefix { share in
      defer { sum += share.part }
      return sum < part
    }
  }
}

extension ModelSum {
  /// A layer of a model, and the strategies that were measured there.
  private struct Layer {
    let point: Point
    /// In the order of the strategies.
    let steps: [Step]
  }

  /// A strategy's step in a layer.
  private struct Step {
    let strategy: any BackwardStrategy
    let time: Estimate
    /// To the first strategy's time.
    let ratio: Estimate?
    let memory: MemoryFormula
  }

  /// The sums of a file's layers.
  package static func all(_ dataset: Dataset) -> [ModelSum] {
    let strategies = dataset.ownStrategies
    guard let first = strategies.first else { return [] }
    let layers = dataset.places.map { place in
      Layer(
        point: place.point,
        steps: strategies.compactMap { strategy in
          guard let step = place.measured(strategy), let method = strategy.method,
            let time = step.time
          else { return nil }
          return Step(
            strategy: method, time: time, ratio: place.ratio(of: strategy, to: first),
            memory: method.memory(step.usedWorkload ?? step.point.workload))
        })
    }
    return all(layers, strategyCount: strategies.count)
  }

  /// The sums under each of the layers' conditions and mini-batches: of several named layers, no two of
  /// one name. Where some of them were measured under other conditions than the rest, as in a list of
  /// layers of several networks, they are no model's, and there is none.
  private static func all(_ layers: [Layer], strategyCount: Int) -> [ModelSum] {
    struct Key: Hashable {
      let conditions: Conditions
      let images: Int
    }
    let named = layers.filter { !$0.point.layer.isEmpty }
    let names = Set(named.map(\.point.layer))
    guard names.count > 1 else { return [] }
    return named.grouped {
      Key(conditions: Conditions($0.point), images: $0.point.workload.geometry.l)
    }.compactMap { key, layers in
      guard layers.count == names.count, Set(layers.map(\.point.layer)) == names else { return nil }
      return ModelSum(key.conditions, key.images, layers, strategyCount: strategyCount)
    }
  }

  private init?(
    _ conditions: Conditions, _ images: Int, _ layers: [Layer], strategyCount: Int
  ) {
    let isComplete = { (layer: Layer) in layer.steps.count == strategyCount }
    let complete = layers.filter(isComplete)
    guard let first = complete.first else { return nil }
    self.conditions = conditions
    self.images = images
    missing = layers.filter { !isComplete($0) }.map(\.point)
    let weights = complete.map { Double($0.point.count) * $0.steps[0].time.median }
    let weight = weights.reduce(0, +)
    shares = zip(complete, weights).map { Share(point: $0.point, part: $1 / weight) }
      .sorted { $0.part > $1.part }
    entries = first.steps.indices.map { index in
      let steps = complete.map { (count: Double($0.point.count), step: $0.steps[index]) }
      let ratios = zip(steps, weights).compactMap { step, part in
        step.step.ratio?.mapped { $0 * part / weight }
      }
      return Entry(
        strategy: Strategy(first.steps[index].strategy),
        time: .sum(steps.map { count, step in step.time.mapped { count * $0 } }),
        ratio: index > 0 && ratios.count == steps.count ? .sum(ratios) : nil,
        keptPhiBytes: steps.reduce(0) { $0 + $1.count * Double($1.step.memory.phiBytes) },
        largestWorkspaceBytes: steps.map(\.step.memory.workspaceBytes).max() ?? 0)
    }
  }
}
