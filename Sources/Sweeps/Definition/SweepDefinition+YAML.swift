import Convolution
import Measurement

extension SweepDefinition {
  private enum Key: String, CaseIterable {
    case description, strategies, mode, base, axes, layers, precision, cache, samples, interval
    case timeBudget = "time_budget"
    case seed
  }

  /// The definition that a YAML file gives, its points validated.
  ///
  /// - Parameters:
  ///   - text: the file's contents.
  ///   - file: its name, for complaints.
  /// - Throws: ``YAMLFileError`` with file, line and key of the first thing that does not do.
  package init(yaml text: String, file: String) throws(YAMLFileError) {
    self.init()
    let root = try YAMLNode(text: text, file: file)
    let entries = try root.mapping(Key.allCases.map(\.rawValue))
    func node(_ key: Key) -> YAMLNode? { entries.first { $0.key == key.rawValue }?.value }

    _ = try node(.description)?.text()
    if let node = node(.strategies) { strategies = try Self.strategies(node) }
    if let node = node(.mode) { mode = try node.choice() }
    if let node = node(.cache) { caches = try Self.choices(node) }
    if let node = node(.precision) { precisions = try Self.choices(node) }
    if let node = node(.base) { base = try Self.template(node, around: base, isNamed: false) }
    if let node = node(.axes) { axes = try Self.axes(node) }
    if let node = node(.layers) {
      let base = base
      layers = try node.sequence().map { node throws(YAMLFileError) in
        let layer = try Self.template(node, around: base, isNamed: true)
        do throws(GeometryError) { _ = try layer.point() } catch { throw node.error("\(error)") }
        return layer
      }
    }
    if let node = node(.samples) {
      let samples: Int = try node.count()
      guard Sampling.isCount(samples) else {
        throw node.error("this must be from 1 to \(Sampling.largestCount)")
      }
      sampling.samples = samples
    }
    if let node = node(.interval) {
      sampling.interval = try Self.positive(node) / 100
    }
    if let node = node(.timeBudget) {
      sampling.budget = .seconds(try Self.positive(node))
    }
    if let node = node(.seed) { seed = try node.count() }

    do throws(SweepError) { _ = try points() } catch {
      throw (node(.axes) ?? node(.base) ?? root).error("\(error)")
    }
  }

  private static func positive(_ node: YAMLNode) throws(YAMLFileError) -> Double {
    let value = try node.number()
    guard value > 0, value <= Sampling.largestBudget else {
      throw node.error("this must be above 0 and at most \(Int(Sampling.largestBudget))")
    }
    return value
  }

  private static func strategies(_ node: YAMLNode) throws(YAMLFileError) -> [String] {
    let names = try node.texts()
    do throws(StrategyListError) { _ = try StrategyList.named(names) } catch {
      throw node.error("\(error)")
    }
    return names
  }

  private static func choices<Choice: CaseIterable & Hashable & RawRepresentable<String>>(
    _ node: YAMLNode
  ) throws(YAMLFileError) -> [Choice] {
    let words = try node.texts()
    do throws(ChoiceListError) { return try ChoiceList.choices(words) } catch {
      throw node.error("\(error)")
    }
  }

  private static func axes(_ node: YAMLNode) throws(YAMLFileError) -> [Axis] {
    var axes: [Axis] = []
    for (key, value) in try node.mapping(Parameter.allCases.map(\.rawValue)) {
      guard let parameter = Parameter(rawValue: key) else { continue }
      axes.append(Axis(parameter, try values(value, of: parameter)))
    }
    return axes
  }

  private static func values(
    _ node: YAMLNode, of parameter: Parameter
  ) throws(YAMLFileError) -> [ParameterValue] {
    let list = try node.texts().joined(separator: ",")
    do throws(ValueListError) {
      return try ParameterValue.list(list, of: parameter)
    } catch {
      throw node.error("\(error)")
    }
  }

  private static func template(
    _ node: YAMLNode, around base: LayerTemplate, isNamed: Bool
  ) throws(YAMLFileError) -> LayerTemplate {
    var template = base
    let keys = Parameter.allCases.map(\.rawValue) + ["input_gradient"] + (isNamed ? ["name"] : [])
    let entries = try node.mapping(keys)
    for (key, value) in entries {
      switch key {
      case "name": template.name = try value.text()
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
