import Convolution
import Foundation
import Measurement
import Results
import Sweeps

/// A sweep whose points take no time, in one session of one sample each.
enum QuickSweep {
  static let arguments = [
    "sweep", "--a", "6", "--b", "5", "--batch", "1", "--d-out", "2", "--strategy", "cached",
    "--samples", "1", "--blas-kernel", "as-found", "--quiet",
  ]

  /// Eight points, all padded, so that φ(pad(Z)) is never Z itself and each has every operation.
  static let padded = ["--d", "1..4+1", "--h", "1,3", "--padding", "1"]

  /// The operations of a padded point, as they follow each other in a file.
  static let operations: [Convolution.Operation] = [
    .phi, .gemmS, .biasReLU, .biasGradient, .gemmDW, .gemmV, .col2im, .reluMask, .forward,
    .backward, .step,
  ]

  /// The points of a file in order, each with its rows' operations; a torn last row left out.
  static func points(_ path: String) throws -> [(
    label: String, operations: [Convolution.Operation]
  )] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    var points: [(label: String, operations: [Convolution.Operation])] = []
    for row in try ResultsFile(path: path).rows {
      if points.last?.label != row.point.label { points.append((row.point.label, [])) }
      points[points.count - 1].operations.append(row.operation)
    }
    return points
  }

  /// What became of the steps of a CSV.
  static func statuses(_ path: String) throws -> [StrategyOutcome.Status] {
    try ResultsFile(path: path).rows.filter { $0.operation == .step }.map(\.status)
  }

  /// The rows of a CSV's sessions, as far as they are there.
  static func sessions(_ path: String) throws -> [RecordedRow] {
    let sessions = SweepFiles(csv: path).sessions
    guard FileManager.default.fileExists(atPath: sessions) else { return [] }
    return try ResultsFile(path: sessions).rows
  }

  /// How many sessions of a CSV have been timed.
  static func timed(_ path: String) throws -> Int {
    try sessions(path).count { $0.operation == .step && $0.round != 0 }
  }
}
