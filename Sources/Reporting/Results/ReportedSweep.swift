import Convolution
import Foundation
import Machine
import Measurement
import Results

/// What a report knows of one file: its steps, grouped by point, and what was noticed on the way.
package struct ReportedSweep: Sendable {
  /// The strategies at one point.
  package struct Place: Sendable {
    /// Where.
    package let point: Point
    /// One for each strategy, in the file's order.
    package internal(set) var steps: [ReportedStep]

    /// The step of a strategy, where it was measured.
    package func measured(_ strategy: Strategy) -> ReportedStep? {
      steps.first { $0.strategy == strategy && $0.time != nil }
    }

    /// The time of one strategy as a multiple of another's: taken pair by pair where the file says
    /// so, else from the two medians.
    package func ratio(of strategy: Strategy, to reference: Strategy) -> Estimate? {
      guard let step = measured(strategy), let other = measured(reference) else { return nil }
      if step.ratioTo == reference, let ratio = step.ratio { return ratio }
      return step.time.flatMap { time in
        other.time.flatMap { time.ratio(to: $0) }
      }
    }
  }

  /// The file's name, without folder and extension; no other sweep of a report has it.
  package internal(set) var name: String
  /// What tells the machine from those of other sweeps in the same report; `nil` where all are of one.
  package internal(set) var machineName: String?
  /// The file's name; its path, where another file of the report has the same name.
  package let file: String
  /// The machine's facts beside the file, where they can be read.
  package let machine: Machine?
  /// All points in the file's order.
  package internal(set) var places: [Place]
  /// The strategies in the order of the catalogue, then other programs in the file's order.
  package internal(set) var strategies: [Strategy]
  /// Rows read.
  package let rowCount: Int
  /// Rows whose counts could be compared with their formulas.
  package let comparedCount: Int
  /// Rows with a count that is not its formula's.
  package let differingCount: Int
  /// The first of them.
  package let differingRows: [RowReference]
  /// What kind of machine the rows name; `nil` without rows.
  package let kind: MachineKind?
  /// Versions of phibench that the rows name.
  package let versions: [String]
  /// What `verify` says of the file; `nil` for one with more rows than that is worth, or without
  /// rows of phibench's own.
  package let verification: VerificationReport?
  /// What a reader should know, one sentence each, with a full stop.
  package internal(set) var notes: [String]

  /// The name, and the machine where that is needed.
  package var title: String { name + (machineName.map { " on \($0)" } ?? "") }

  /// The machine in a few words.
  var kindOfMachine: String {
    if let kind, kind.processor != nil { return "\(kind)" }
    return machine?.processor.name ?? "\(kind.map(\.description) ?? "an unknown machine")"
  }

  /// Whether another sweep may be of the same kind of machine, so that times compare; that of other
  /// programs names no kernel.
  func mayShareMachine(with other: ReportedSweep) -> Bool {
    func processor(_ sweep: ReportedSweep) -> String? {
      sweep.kind?.processor ?? sweep.machine?.processor.name
    }
    let kernels = Set([kind?.kernel, other.kind?.kernel].compactMap(\.self))
    return processor(self) == processor(other) && kernels.count < 2
  }

  /// phibench's own strategies.
  package var ownStrategies: [Strategy] { strategies.filter { $0.isOwn } }

  /// Other programs.
  package var peers: [Strategy] { strategies.filter { !$0.isOwn } }

  /// What ratios refer to: `cached` where it was measured, else the first strategy.
  package var reference: Strategy? {
    strategies.first(where: \.keepsPhi) ?? strategies.first
  }

  /// All steps that were measured.
  package var measured: [ReportedStep] {
    places.flatMap(\.steps).filter { $0.time != nil }
  }

  /// What tells the points apart.
  package var names: PointNames { PointNames(places.map(\.point)) }
}
