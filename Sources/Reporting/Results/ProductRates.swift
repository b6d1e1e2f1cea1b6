import Convolution
import Measurement

/// How fast a strategy's matrix products are.
package struct ProductRates: Sendable {
  /// One product at one point.
  package struct Sample: Sendable {
    /// Which product.
    package let operation: Operation
    /// Its size: FLOPs, all workers together.
    package let flops: Double
    /// Billions of FLOPs per second and worker.
    package let gigaflops: Double
  }

  /// All that were timed.
  package let samples: [Sample]

  /// The rates of a strategy.
  package init(of strategy: Strategy, in sweep: ReportedSweep) {
    samples = sweep.places.compactMap({ $0.measured(strategy) }).flatMap { step in
      step.parts.compactMap { part -> Sample? in
        guard part.operation.isProduct, let time = part.time, time > 0, let flops = part.flops,
          flops > 0
        else { return nil }
        // An operation's time is the mean over the workers, its FLOPs are their sum.
        let workers = Double(step.point.workload.workers)
        return Sample(
          operation: part.operation, flops: Double(flops),
          gigaflops: Double(flops) / workers / time / 1e9)
      }
    }
  }

  /// The median rate of one product.
  package func median(of operation: Operation) -> Double? {
    let rates = samples.filter { $0.operation == operation }.map(\.gigaflops)
    return rates.isEmpty ? nil : Estimate(of: rates).median
  }
}
