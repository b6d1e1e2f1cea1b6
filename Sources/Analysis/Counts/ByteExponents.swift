import Convolution
import Results

/// How the bytes of a strategy's step grow with the slides' parameters: as counted, and by formula.
package struct ByteExponents: Sendable, Encodable {
  package struct Entry: Sendable, Encodable {
    package let parameter: Parameter
    package let counted: Double
    package let formula: Double
  }

  package let strategy: Strategy
  package let column: CountColumn
  package let entries: [Entry]

  /// Those of each strategy whose steps all have such bytes.
  static func all(_ dataset: Dataset) -> [ByteExponents] {
    dataset.ownStrategies.flatMap { strategy in
      let steps = dataset.steps.filter { $0.strategy == strategy && $0.status == .ok }
      return CountColumn.ofBytes.compactMap { ByteExponents(strategy, $0, steps) }
    }
  }

  private init?(_ strategy: Strategy, _ column: CountColumn, _ steps: [StepMeasurement]) {
    let points = steps.map(\.point)
    let parameters = CountExponents.independent(Parameter.slides, at: points)
    func exponents(
      _ value: (OperationMeasurement, StepMeasurement) -> Int?
    ) -> [Double]? {
      CountExponents.of(
        steps.map { step in step[.step].flatMap { value($0, step) } }, at: points,
        along: parameters)
    }
    guard let counted = exponents({ row, _ in column.measured(row) }),
      let formula = exponents({ column.formula($0, of: $1) })
    else { return nil }
    self.strategy = strategy
    self.column = column
    entries = parameters.indices.map {
      Entry(parameter: parameters[$0], counted: counted[$0], formula: formula[$0])
    }
  }
}
