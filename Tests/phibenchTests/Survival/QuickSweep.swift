import Convolution
import Foundation
import Results
import Sweeps

/// A sweep whose points take no time.
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
}
