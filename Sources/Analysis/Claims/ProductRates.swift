import Convolution
import Measurement
import Results

/// How fast a strategy's matrix products are, under equal conditions.
package struct ProductRates: Sendable, Encodable {
  /// One product at one point.
  package struct Sample: Sendable, Encodable {
    package let operation: Operation
    /// Its size: FLOPs, all workers together.
    package let flops: Double
    /// FLOPs per second and worker.
    package let rate: Double
    package let row: RowReference
  }

  package let strategy: Strategy
  package let conditions: Conditions
  package let samples: [Sample]

  /// The rates of all strategies, under each of their conditions.
  package static func all(_ dataset: Dataset) -> [ProductRates] {
    dataset.ownStrategies.flatMap { strategy in
      dataset.places.compactMap { $0.measured(strategy) }.grouped { Conditions($0.point) }
        .compactMap { conditions, steps -> ProductRates? in
          let samples = steps.flatMap(samples)
          return samples.isEmpty
            ? nil : ProductRates(strategy: strategy, conditions: conditions, samples: samples)
        }
    }
  }

  private static func samples(_ step: StepMeasurement) -> [Sample] {
    step.operations.compactMap { measurement in
      guard measurement.operation.isProduct, let time = measurement.time?.median,
        let flops = measurement.flops, flops > 0
      else { return nil }
      // An operation's time is the mean over the workers, its FLOPs are their sum.
      let workers = Double(step.point.workload.workers)
      return Sample(
        operation: measurement.operation, flops: Double(flops),
        rate: Double(flops) / workers / time, row: step.row(of: measurement.operation))
    }
  }

  /// The median rate of one product, FLOPs per second and worker.
  package func median(of operation: Operation) -> Double? {
    let rates = samples.filter { $0.operation == operation }.map(\.rate)
    return rates.isEmpty ? nil : Estimate(of: rates).median
  }
}
