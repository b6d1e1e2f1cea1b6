import Convolution
import Machine
import Measurement

/// What a sweep measures, from the command line or from a YAML file.
package struct SweepDefinition: Sendable {
  /// How the values of several parameters are combined.
  package enum Mode: String, CaseIterable, Hashable, Sendable {
    /// Every value with every other.
    case product
    /// One parameter varies at a time, the others stay at the base.
    case axes
  }

  /// A parameter and the values it takes.
  package struct Axis: Hashable, Sendable {
    package let parameter: Parameter
    /// In the order in which they are measured; at least one.
    package let values: [ParameterValue]

    /// - Precondition: there is a value.
    package init(_ parameter: Parameter, _ values: [ParameterValue]) {
      precondition(!values.isEmpty, "an axis needs a value")
      self.parameter = parameter
      self.values = values
    }
  }

  /// How axes are combined.
  package var mode = Mode.product
  /// The value of everything that does not vary.
  package var base = LayerTemplate()
  /// What varies around the base.
  package var axes: [Axis] = []
  /// Points without a name and named layers that are measured as they are, after the axes.
  package var layers: [LayerTemplate] = []
  /// Scalar types; each point is measured in each.
  package var precisions: [Precision] = [.float]
  /// What a step finds in the caches; each point is measured in each.
  package var caches: [CacheState] = [.hot]
  /// The strategies' names, in the order in which they take turns.
  package var strategies: [String] = Strategies.all.map(\.name)
  package var sampling = Sampling()
  /// Determines all that is pseudo-random.
  package var seed: UInt64 = 1

  /// The base point and no axis.
  package init() {}

  package static let mostPoints = 100_000

  private static let tooManyPoints = Refusal(
    .usage, "the sweep has more than \(mostPoints) points")

  /// All points, each once, in the order in which they are measured; refused where values do not fit together,
  /// or there are too many of them.
  package func points() throws(Refusal) -> [Point] {
    var points: [Point] = []
    var known: Set<Point> = []
    for template in try templates() {
      for precision in precisions {
        for cache in caches {
          var template = template
          template.precision = precision
          template.cache = cache
          let point: Point
          do throws(GeometryError) {
            point = try template.point()
          } catch {
            let layer = template.name.isEmpty ? "" : "layer '\(template.name)': "
            throw Refusal(.usage, "\(layer)\(error)")
          }
          guard known.insert(point).inserted else { continue }
          guard points.count < Self.mostPoints else { throw Self.tooManyPoints }
          points.append(point)
        }
      }
    }
    return points
  }

  private func templates() throws(Refusal) -> [LayerTemplate] {
    guard !axes.isEmpty else { return layers.isEmpty ? [base] : layers }
    switch mode {
    case .product:
      var templates = [base]
      for axis in axes { templates = try vary(templates, along: axis) }
      return templates + layers
    case .axes:
      return try axes.map { axis throws(Refusal) in
        try vary([base], along: axis)
      }.joined() + layers
    }
  }

  /// Lets every point, of axes and named layers alike, take each of some values; the first becomes
  /// the base's. Refused where that makes too many points.
  package mutating func override(_ axis: Axis) throws(Refusal) {
    base.values[axis.parameter] = axis.values[0]
    axes.removeAll { $0.parameter == axis.parameter }
    if !axes.isEmpty || layers.isEmpty { axes.append(axis) }
    layers = try vary(layers, along: axis)
  }

  /// Leaves out ∂ξ/∂vec(Z) at every point.
  package mutating func leaveOutInputGradient() {
    base.inputGradient = false
    for index in layers.indices { layers[index].inputGradient = false }
  }

  private func vary(
    _ templates: [LayerTemplate], along axis: Axis
  ) throws(Refusal) -> [LayerTemplate] {
    guard templates.count * axis.values.count <= Self.mostPoints else {
      throw Self.tooManyPoints
    }
    return templates.flatMap { template in
      axis.values.map { value in
        var varied = template
        varied.values[axis.parameter] = value
        return varied
      }
    }
  }
}
