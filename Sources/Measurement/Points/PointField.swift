/// One of the values that make a point, under the name that it has in the CSV and everywhere else.
package struct PointField: Sendable {
  /// The name.
  package let name: String
  /// What it is.
  package let meaning: String
  /// Whether other fields determine it.
  package let isDerived: Bool
  /// The value as text; empty where there is none.
  package let value: @Sendable (Point) -> String

  private init(
    _ name: String, _ meaning: String, isDerived: Bool = false,
    _ value: @escaping @Sendable (Point) -> any CustomStringConvertible
  ) {
    self.name = name
    self.meaning = meaning
    self.isDerived = isDerived
    self.value = { value($0).description }
  }

  /// The layer's name.
  package static let layer = PointField("layer", "name of the layer, if it has one") { $0.layer }

  /// All fields beside the layer's name.
  package static let values: [PointField] = [
    PointField("l", "images in the mini-batch") { $0.workload.geometry.l },
    PointField("d", "channels of the input") { $0.workload.geometry.d },
    PointField("a", "height of the input") { $0.workload.geometry.a },
    PointField("b", "width of the input") { $0.workload.geometry.b },
    PointField("d_out", "channels of the output, the slides' d^{m+1}") {
      $0.workload.geometry.dOut
    },
    PointField("h", "height and width of the filter") { $0.workload.geometry.h },
    PointField("stride", "distance between neighbouring sub-images") {
      $0.workload.geometry.stride
    },
    PointField("padding", "zeros on each side of each channel") { $0.workload.geometry.padding },
    PointField("pool", "pooling window and its stride; 1 is none") { $0.workload.geometry.pool },
    PointField("a_conv", "height of S", isDerived: true) { $0.workload.geometry.aConv },
    PointField("b_conv", "width of S", isDerived: true) { $0.workload.geometry.bConv },
    PointField("input_gradient", "whether the Δ of the layer below is wanted") {
      $0.workload.inputGradient
    },
    PointField("precision", "float or double") { $0.workload.precision.rawValue },
    PointField("threads", "threads asked for") { $0.workload.threads },
    PointField("tile_columns", "columns of a tile of cached and tiled; empty where they choose") {
      $0.workload.tileColumns?.description ?? ""
    },
    PointField("reuse", "R: backward passes per forward pass") { $0.workload.reuse },
    PointField("cache", "hot, or cold: evicted before each step") { $0.cache.rawValue },
  ]

  /// All fields.
  package static let all = [layer] + values
}
