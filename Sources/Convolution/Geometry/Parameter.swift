/// A whole number of a layer's step that a sweep can vary, under the name that it has as a column of
/// the CSV, a key in YAML and an axis.
///
/// A row of the table says all else about it. A further size of a layer is a case and a row here, a
/// property of ``ConvolutionGeometry``, and a line of the command line's options.
package enum Parameter: String, CaseIterable, Hashable, Sendable, Codable {
  /// Sizes of the layer, in the order of the CSV's columns.
  case l, d, a, b
  /// The slides' d^{m+1}.
  case dOut = "d_out"
  /// Sizes that say how sub-images are taken and pooled.
  case h, stride, padding, pool
  /// How many work on the layer.
  case threads
  /// How wide a tile is.
  case tileColumns = "tile_columns"
  /// R.
  case reuse

  /// The table.
  private var row: Row {
    switch self {
    case .l:
      Row(meaning: "images in the mini-batch", standard: 8, option: "batch") { $0.geometry.l }
    case .d: Row(meaning: "channels of the input", standard: 32) { $0.geometry.d }
    case .a: Row(meaning: "height of the input", standard: 28) { $0.geometry.a }
    case .b: Row(meaning: "width of the input", standard: 32) { $0.geometry.b }
    case .dOut:
      Row(meaning: "channels of the output, the slides' d^{m+1}", standard: 64) { $0.geometry.dOut }
    case .h: Row(meaning: "height and width of the filter", standard: 3) { $0.geometry.h }
    case .stride: Row(meaning: "distance between neighbouring sub-images") { $0.geometry.stride }
    case .padding:
      Row(
        meaning: "zeros on each side of each channel", least: 0, standard: .same,
        words: ["same": .same, "valid": 0]
      ) { $0.geometry.padding }
    // A window's k·k places are numbered by 16 bits.
    case .pool:
      Row(meaning: "pooling window and its stride; 1 is none", most: 255) { $0.geometry.pool }
    case .threads:
      Row(meaning: "threads asked for, which share the images out", most: 4096, isSize: false) {
        $0.threads
      }
    case .tileColumns:
      Row(
        meaning: "columns of a tile of cached and tiled; 0, or empty, lets them choose", least: 0,
        standard: 0, isSize: false, isNeeded: false
      ) { $0.tileColumns }
    case .reuse:
      Row(
        meaning: "R: backward passes per forward pass", most: 1000, isSize: false, isNeeded: false
      ) {
        $0.reuse
      }
    }
  }
}

extension Parameter {
  /// What it is, in a few words.
  package var meaning: String { row.meaning }

  /// The values that it can have; other values of the layer may narrow them.
  package var bounds: ClosedRange<Int> {
    let row = row
    return row.least...row.most
  }

  /// Its value where nobody says another.
  package var standard: ParameterValue { row.standard }

  /// The values that have names.
  package var words: [String: ParameterValue] { row.words }

  /// The name of its option on the command line.
  package var option: String { row.option ?? rawValue.replacing("_", with: "-") }

  /// Whether its option has another name than its column.
  package var isRenamed: Bool { row.option != nil }

  /// Whether it is one of the layer's sizes, and not how they are worked on.
  package var isSize: Bool { row.isSize }

  /// Whether a file of results has to state it.
  package var isNeeded: Bool { row.isNeeded }

  /// Its value in a workload; `nil` where that leaves the choice to the strategy.
  package func value(of workload: Workload) -> Int? { row.value(workload) }

  /// Refuses a value that is not within ``bounds``, or within narrower ones.
  ///
  /// - Throws: ``GeometryError/outOfBounds(_:value:bounds:)``.
  package func require(_ value: Int, in narrower: ClosedRange<Int>? = nil) throws(GeometryError) {
    let bounds = narrower ?? bounds
    guard bounds.contains(value) else { throw .outOfBounds(self, value: value, bounds: bounds) }
  }
}

/// What the table says of a parameter.
private struct Row {
  let meaning: String
  var least = 1
  var most = ConvolutionGeometry.largestSize
  var standard: ParameterValue = 1
  var words: [String: ParameterValue] = [:]
  var option: String?
  var isSize = true
  var isNeeded = true
  let value: (Workload) -> Int?
}

/// One value of a parameter.
package enum ParameterValue: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// A number.
  case number(Int)
  /// Of padding: as many zeros as keep height and width at stride 1.
  case same

  /// A number.
  package init(integerLiteral value: Int) { self = .number(value) }
}
