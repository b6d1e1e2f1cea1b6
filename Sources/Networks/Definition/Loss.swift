import Convolution
import Foundation

/// What a network is trained to make small: ξ of each image, its mean over the mini-batch.
package enum Loss: String, CaseIterable, Hashable, Sendable, Codable {
  /// ξ = ‖z − y‖² against the one-hot y of the image's class, as simpleNN has it.
  case squared
  /// ξ = −log softmax(z) at the image's class.
  case crossEntropy = "cross_entropy"

  /// The mean loss of a mini-batch, and how many images the largest output classifies rightly.
  package struct Value: Hashable, Sendable {
    /// (1/l) Σ ξ.
    package let mean: Double
    /// Images whose largest output is their class.
    package let correct: Int
  }

  /// Computes the loss of z, classes × l, and puts its gradient in the place of z, by the class of each image.
  ///
  ///     squared:       Δ = 2 (z − y) / l
  ///     cross_entropy: Δ = (softmax(z) − y) / l
  ///
  /// The exponentials are of z − max z, so that none overflows.
  ///
  /// - Precondition: there is a label for each image, and each is a class.
  package func differentiate<T: Scalar & BinaryFloatingPoint>(
    _ outputs: Matrix<T>, labels: [Int]
  ) -> Value {
    precondition(labels.count == outputs.columns, "a label for each image")
    var sum = 0.0
    var correct = 0
    for (image, label) in labels.enumerated() {
      precondition(0..<outputs.rows ~= label, "no such class")
      let z = (0..<outputs.rows).map { Double(outputs[$0, image]) }
      let largest = z.max() ?? 0
      if z[label] == largest { correct += 1 }
      let total = z.reduce(0) { $0 + exp($1 - largest) }
      for (row, value) in z.enumerated() {
        let y = row == label ? 1.0 : 0.0
        let slope: Double
        switch self {
        case .squared:
          sum += (value - y) * (value - y)
          slope = 2 * (value - y)
        case .crossEntropy:
          slope = exp(value - largest) / total - y
        }
        outputs[row, image] = T(slope / Double(labels.count))
      }
      if self == .crossEntropy { sum += log(total) + largest - z[label] }
    }
    return Value(mean: sum / Double(labels.count), correct: correct)
  }
}
