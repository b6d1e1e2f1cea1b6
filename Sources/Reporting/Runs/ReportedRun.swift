import Analysis
import Convolution
import Foundation
import Results

/// What a report shows of one file: its measurements, and what they amount to.
package struct ReportedRun: Sendable {
  /// One point with all its strategies.
  package typealias Place = Dataset.Place

  /// The most rows that formulas are put to the test by; `phibench verify` has no such limit.
  static let mostVerified = 50_000

  /// The file's name, without folder and extension; no other run of a report has it.
  package internal(set) var name: String
  /// The file's name; its path, where another file of the report has the same name.
  package let file: String
  /// What tells the machine from those of other runs in the same report; `nil` where all are of one.
  package internal(set) var machineName: String?
  package let dataset: Dataset
  /// What a reader should know, one sentence each, without a full stop.
  package internal(set) var notes: [String]
  /// What the slides' formulas and claims come to; `nil` for a file with more rows than that is worth,
  /// or without rows of phibench's own.
  package let verification: Verification?
  package let trades: [Trade]
  package let speedups: [Speedup]
  package let peerComparisons: [PeerComparison]
  package let rates: [ProductRates]
  /// What named layers come to together, where they may be a model's.
  package let models: [ModelSum]
  /// What the yardsticks explain of the scatter between sessions.
  package let scatter: [SessionScatter]
  /// Over all points.
  package let shares: [OperationShares]

  init(_ dataset: Dataset, file: String) {
    self.dataset = dataset
    self.file = file
    notes = dataset.issues.map(\.sentence) + [dataset.varianceNote].compactMap(\.self)
    name = URL(fileURLWithPath: dataset.file).deletingPathExtension().lastPathComponent
    let isVerifiable =
      dataset.rowCount <= Self.mostVerified
      && dataset.steps.contains { step in
        step.strategy.isOwn
          && step.operations.contains { $0.operation != .step && $0.time != nil }
      }
    verification = isVerifiable ? Verification(of: dataset) : nil
    trades = verification?.trades ?? Trade.all(dataset)
    speedups = Speedup.all(dataset)
    peerComparisons = PeerComparison.all(dataset)
    rates = ProductRates.all(dataset)
    models = ModelSum.all(dataset)
    // What is wrong with sessions is said where the file is read.
    scatter =
      (try? SessionScatter.all(
        besideCSV: dataset.file, strategies: dataset.places.first?.steps.map(\.strategy) ?? []))
      ?? []
    shares = OperationShares.all(dataset, byLayer: false)
  }

  /// The name, and the machine where that is needed.
  package var title: String { name + (machineName.map { " on \($0)" } ?? "") }

  var machine: String {
    if let kind = dataset.kind, kind.processor != nil { return "\(kind)" }
    return dataset.processor ?? dataset.kind?.description ?? "an unknown machine"
  }

  package var places: [Place] { dataset.places }
  package var strategies: [Strategy] { dataset.strategies }
  package var ownStrategies: [Strategy] { dataset.ownStrategies }
  package var reference: Strategy? { dataset.reference }
  /// A strategy's look in all figures.
  func look(_ strategy: Strategy) -> Look { Look(of: strategy, among: strategies) }
  package var names: PointNames { PointNames(places.map(\.point)) }

  /// Whether another run may be of the same kind of machine, so that times compare; that of other
  /// programs names no kernel.
  func mayShareMachine(with other: ReportedRun) -> Bool {
    let kernels = Set([dataset.kind?.kernel, other.dataset.kind?.kernel].compactMap(\.self))
    return dataset.processor == other.dataset.processor && kernels.count < 2
  }
}
