import Analysis
import Convolution
import Foundation
import Measurement
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
  /// The measurements.
  package let dataset: Dataset
  /// What a reader should know, one sentence each, without a full stop.
  package internal(set) var notes: [String]
  /// What the slides' formulas and claims come to; `nil` for a file with more rows than that is worth,
  /// or without rows of phibench's own.
  package let verification: Verification?
  /// What keeping φ costs and saves.
  package let trades: [Trade]
  /// What more threads are worth.
  package let speedups: [Speedup]
  /// Other programs beside phibench's strategies.
  package let peerComparisons: [PeerComparison]
  /// How fast products are.
  package let rates: [ProductRates]
  /// Where the time goes, over all points.
  package let shares: [OperationShares]

  /// Analyses measurements.
  init(_ dataset: Dataset, file: String) {
    self.dataset = dataset
    self.file = file
    notes = dataset.issues.map(\.sentence)
    name = URL(fileURLWithPath: dataset.file).deletingPathExtension().lastPathComponent
    let isVerifiable =
      dataset.rowCount <= Self.mostVerified
      && dataset.steps.contains { step in
        step.strategy.isOwn && step.time != nil
          && step.operations.contains { $0.operation != .step }
      }
    verification = isVerifiable ? Verification(of: dataset) : nil
    trades = verification?.trades ?? Trade.all(dataset)
    speedups = Speedup.all(dataset)
    peerComparisons = PeerComparison.all(dataset)
    rates = ProductRates.all(dataset)
    shares = OperationShares.ofAllPoints(dataset)
  }

  /// The name, and the machine where that is needed.
  package var title: String { name + (machineName.map { " on \($0)" } ?? "") }

  /// The machine in a few words.
  var machine: String {
    if let kind = dataset.kind, kind.processor != nil { return "\(kind)" }
    return dataset.machine?.processor.name ?? "\(dataset.kind?.description ?? "an unknown machine")"
  }

  /// All points in the file's order.
  package var places: [Place] { dataset.places }
  /// The strategies in the order of the catalogue, then other programs.
  package var strategies: [Strategy] { dataset.strategies }
  /// phibench's own strategies.
  package var ownStrategies: [Strategy] { dataset.ownStrategies }
  /// What ratios refer to.
  package var reference: Strategy? { dataset.reference }
  /// What tells the points apart.
  package var names: PointNames { PointNames(places.map(\.point)) }

  /// Whether another run may be of the same kind of machine, so that times compare; that of other
  /// programs names no kernel.
  func mayShareMachine(with other: ReportedRun) -> Bool {
    func processor(_ run: ReportedRun) -> String? {
      run.dataset.kind?.processor ?? run.dataset.machine?.processor.name
    }
    let kernels = Set([dataset.kind?.kernel, other.dataset.kind?.kernel].compactMap(\.self))
    return processor(self) == processor(other) && kernels.count < 2
  }
}
