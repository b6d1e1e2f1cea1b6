import Convolution
import Machine
import Measurement

extension SweepDefinition {
  private enum Key: String, CaseIterable {
    case description, strategies, mode, base, axes, points, layers, precision, cache
    case rounds, samples, interval
    case timeBudget = "time_budget"
    case seed
  }

  /// The definition that a YAML file gives, its points validated; refused with file, line and key of the first
  /// thing that does not do.
  package init(yaml text: String, file: String) throws(Refusal) {
    self.init()
    let root = try YAMLNode(text: text, file: file)
    let entries = try root.mapping(Key.allCases.map(\.rawValue))
    func node(_ key: Key) -> YAMLNode? { entries.first { $0.key == key.rawValue }?.value }

    _ = try node(.description)?.text()
    if let node = node(.strategies) {
      strategies = try node.texts()
      let names = strategies
      _ = try node.locating { () throws(Refusal) in try StrategyList.named(names) }
    }
    if let node = node(.mode) { mode = try node.choice() }
    if let node = node(.cache) { caches = try node.choices() }
    if let node = node(.precision) { precisions = try node.choices() }
    if let node = node(.base) { base = try Self.template(node, around: base, isNamed: false) }
    if let node = node(.axes) { axes = try Self.axes(node) }
    for (key, isNamed) in [(Key.points, false), (.layers, true)] {
      guard let node = node(key) else { continue }
      let base = base
      layers += try node.sequence().map { node throws(Refusal) in
        let layer = try Self.template(node, around: base, isNamed: isNamed)
        _ = try node.locating(layer.point)
        return layer
      }
    }
    if let node = node(.rounds) {
      sampling.rounds = try Self.count(node, in: Sampling.roundCounts)
    }
    if let node = node(.samples) { sampling.samples = try Self.count(node, in: Sampling.counts) }
    if let node = node(.interval) {
      sampling.interval = try Self.positive(node, atMost: Sampling.largestInterval) / 100
    }
    if let node = node(.timeBudget) {
      sampling.budget = .seconds(try Self.positive(node, atMost: Sampling.largestBudget))
    }
    if let node = node(.seed) { seed = try node.count() }

    _ = try (node(.axes) ?? node(.base) ?? root).locating(points)
  }

  private static func count(
    _ node: YAMLNode, in known: ClosedRange<Int>
  ) throws(Refusal) -> Int {
    let count: Int = try node.count()
    guard known.contains(count) else {
      throw node.error("this must be from \(known.lowerBound) to \(known.upperBound)")
    }
    return count
  }

  private static func positive(
    _ node: YAMLNode, atMost largest: Double
  ) throws(Refusal) -> Double {
    let value = try node.number()
    guard value > 0, value <= largest else {
      throw node.error("this must be above 0 and at most \(Int(largest))")
    }
    return value
  }

  private static func axes(_ node: YAMLNode) throws(Refusal) -> [Axis] {
    var axes: [Axis] = []
    for (key, value) in try node.mapping(Parameter.allCases.map(\.rawValue)) {
      guard let parameter = Parameter(rawValue: key) else { continue }
      axes.append(Axis(parameter, try values(value, of: parameter)))
    }
    return axes
  }

  private static func values(
    _ node: YAMLNode, of parameter: Parameter
  ) throws(Refusal) -> [ParameterValue] {
    let list = try node.texts().joined(separator: ",")
    return try node.locating { () throws(Refusal) in
      try ParameterValue.list(list, of: parameter)
    }
  }

  private static func template(
    _ node: YAMLNode, around base: LayerTemplate, isNamed: Bool
  ) throws(Refusal) -> LayerTemplate {
    var template = base
    let keys =
      Parameter.allCases.map(\.rawValue) + ["input_gradient"] + (isNamed ? ["name", "count"] : [])
    let entries = try node.mapping(keys)
    for (key, value) in entries {
      switch key {
      case "name": template.name = try value.text()
      case "count": template.count = try count(value, in: Point.counts)
      case "input_gradient": template.inputGradient = try value.flag()
      default:
        guard let parameter = Parameter(rawValue: key) else { continue }
        let values = try values(value, of: parameter)
        guard values.count == 1 else { throw value.error("several values belong under 'axes'") }
        template.values[parameter] = values[0]
      }
    }
    if isNamed, template.name.isEmpty { throw node.error("a layer needs a name") }
    return template
  }
}
