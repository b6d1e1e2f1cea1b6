import Convolution

/// One of the values that make a point, under the name that it has in the CSV and everywhere else.
package struct PointField: Sendable {
  package let name: String
  package let meaning: String
  /// Whether other fields determine it.
  package let isDerived: Bool
  /// Whether a file of results has to state it.
  package let isNeeded: Bool
  /// The value as text; empty where there is none.
  package let value: @Sendable (Point) -> String

  private init(
    _ name: String, _ meaning: String, isDerived: Bool = false, isNeeded: Bool = true,
    _ value: @escaping @Sendable (Point) -> any CustomStringConvertible
  ) {
    self.name = name
    self.meaning = meaning
    self.isDerived = isDerived
    self.isNeeded = isNeeded && !isDerived
    self.value = { value($0).description }
  }

  private init(_ parameter: Parameter) {
    self.init(parameter.rawValue, parameter.meaning, isNeeded: parameter.isNeeded) {
      parameter.value(of: $0.workload)?.description ?? ""
    }
  }

  package static let layer = PointField(
    "layer", "name of the layer, if it has one", isNeeded: false
  ) { $0.layer }

  /// How often its model has the layer, which does not matter to what is measured.
  package static let count = PointField(
    "count", "how often the layer occurs in its model", isNeeded: false
  ) { $0.count }

  /// All fields beside the layer's name and count.
  package static let values =
    Parameter.allCases.filter(\.isSize).map(PointField.init) + [
      PointField("a_conv", "height of S", isDerived: true) { $0.workload.geometry.aConv },
      PointField("b_conv", "width of S", isDerived: true) { $0.workload.geometry.bConv },
      PointField("input_gradient", "whether the Δ of the layer below is wanted") {
        $0.workload.inputGradient
      },
      PointField("precision", "float or double") { $0.workload.precision.rawValue },
    ] + Parameter.allCases.filter { !$0.isSize }.map(PointField.init) + [
      PointField("cache", "hot, or cold: evicted before each step") { $0.cache.rawValue }
    ]

  /// All fields that tell measurements apart.
  package static let all = [layer] + values
}
