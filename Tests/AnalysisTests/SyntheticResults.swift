import Convolution
@testable import Machine
import Sweeps

@testable import Analysis
@testable import Measurement
@testable import Results

/// Results as a machine would give them that follows the formulas exactly: counts and bytes by
/// formula, times as told.
struct SyntheticResults {
  /// All rows, in the order of points, strategies and operations.
  var rows: [RecordedRow] = []

  /// Seconds of an operation of a strategy whose formula counts `cost` at a point.
  typealias Time = (_ row: RecordedRow, _ cost: Double) -> Double

  /// A nanosecond for each element or FLOP.
  static func exact(_ row: RecordedRow, cost: Double) -> Double { 1e-9 * cost }

  /// Six axes around a small layer with pooling, asymmetric in everything.
  static var axes: SweepDefinition {
    var definition = SweepDefinition()
    definition.mode = .axes
    definition.base.values.merge(
      [
        .l: .number(4), .d: .number(6), .a: .number(16), .b: .number(20), .dOut: .number(10),
        .h: .number(3), .pool: .number(2),
      ], uniquingKeysWith: { $1 })
    let values: [(Parameter, [Int])] = [
      (.h, [3, 5, 7, 9, 11]), (.d, [2, 3, 6, 12, 24]), (.dOut, [4, 10, 20, 40, 80]),
      (.a, [8, 16, 24, 40, 64]), (.b, [8, 12, 20, 40, 80]), (.l, [1, 2, 4, 8, 16]),
    ]
    definition.axes = values.map { .init($0, $1.map { .number($0) }) }
    return definition
  }

  init(
    _ definition: SweepDefinition = axes, strategies: [any BackwardStrategy] = Strategies.all,
    operations: [Operation] = Operation.allCases, tilesForL2Bytes: Int? = nil, time: Time = exact
  ) throws {
    for point in try definition.points() {
      for strategy in strategies {
        for operation in operations {
          guard let formula = strategy.formula(operation, point.workload),
            let cost = operation.cost(point.workload, strategy: strategy)
          else { continue }
          var row = RecordedRow(point: point, strategy: Strategy(strategy), operation: operation)
          row.timeMedian = time(row, Double(cost))
          (row.timeLow, row.timeHigh) = (row.timeMedian, row.timeMedian)
          (row.flops, row.flopsFormula) = (formula.flops, formula.flops)
          (row.elements, row.elementsFormula) = (formula.elements, formula.elements)
          if operation == .step {
            let tiles = tilesForL2Bytes.map(point.workload.tileColumns(forL2Bytes:))
            let memory = strategy.memory(point.workload.with(tileColumns: tiles))
            (row.phiBytes, row.savedBytes) = (memory.phiBytes, memory.savedBytes)
            (row.peakBytes, row.peakBytesFormula) = (memory.peakBytes, memory.peakBytes)
          }
          rows.append(row)
        }
      }
    }
  }

  /// The file's text, without some of its columns.
  func csv(without names: Set<String> = []) -> String {
    let columns = Column.all.filter { !names.contains($0.name) }
    let lines = [columns.map(\.name)] + rows.map { row in columns.map { $0.cell(row) ?? "" } }
    return lines.map { $0.map(CSVFile.quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  /// The file, read back.
  func file(without names: Set<String> = []) throws -> ResultsFile {
    try ResultsFile(CSVReader(Array(csv(without: names).utf8), name: "synthetic.csv"))
  }

  /// The measurements of the file.
  func dataset(machine: Machine? = nil) throws -> Dataset { Dataset(try file(), machine: machine) }

  /// What is found in the file.
  func verification(machine: Machine? = nil) throws -> Verification {
    Verification(of: try dataset(machine: machine))
  }

  /// The exponents of time in the file, without all the rest.
  func timeExponents(caches: Caches = Caches()) throws -> [TimeExponent] {
    TimeExponent.all(Observations(try dataset(), caches: caches))
  }

  /// Points between the axes: of each parameter's values those that a Halton sequence chooses.
  static func spread(count: Int) -> SweepDefinition {
    let values: [(Parameter, base: Int, [Int])] = [
      (.l, 2, [1, 2, 3, 4, 6, 8]), (.d, 3, [8, 16, 24, 48, 96]), (.a, 5, [8, 12, 16, 24, 32]),
      (.b, 7, [8, 12, 20, 28, 40]), (.dOut, 11, [16, 32, 48, 96, 160]), (.h, 13, [3, 5, 7, 9, 11]),
    ]
    var definition = SweepDefinition()
    definition.layers = (1...count).map { index in
      var layer = LayerTemplate()
      for (parameter, base, choices) in values {
        let place = Int(halton(index, base: base) * Double(choices.count))
        layer.values[parameter] = .number(choices[place])
      }
      return layer
    }
    return definition
  }

  /// Source: Halton, *On the efficiency of certain quasi-random sequences of points* (1960).
  private static func halton(_ index: Int, base: Int) -> Double {
    var (index, fraction, sum) = (index, 1.0, 0.0)
    while index > 0 {
      fraction /= Double(base)
      sum += fraction * Double(index % base)
      index /= base
    }
    return sum
  }
}

extension RecordedRow {
  /// The value of one of the slides' parameters.
  func value(_ parameter: Parameter) -> Int {
    parameter.value(of: point)
  }
}
