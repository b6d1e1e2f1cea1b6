import Convolution
import Foundation
import Machine
import Results

/// How much of an operation's scatter between sessions the yardsticks explain: that part is the machine, what
/// is left is the code, or a machine that the yardsticks do not see.
///
/// ln t is regressed on ln p and ln c, the product's and the copy's times in the same session, each less its
/// mean at the point, so that only what varies from session to session counts. Of which yardstick explains
/// more follows from the two coefficients.
package struct SessionScatter: Sendable, Encodable {
  package let strategy: Strategy
  package let operation: Convolution.Operation
  /// Sessions of all points.
  package let sessions: Int
  /// The standard deviation of ln t within the points.
  package let scatter: Double
  /// By how much ln t follows ln p, if the copy stays.
  package let byProduct: Double
  /// By how much ln t follows ln c, if the product stays.
  package let byCopy: Double
  /// The part of the variance that both explain, R² adjusted for their two coefficients, not below 0.
  package let explained: Double

  /// One session: logarithms of times.
  struct Sample {
    let time: Double
    let product: Double
    let copy: Double
  }

  private static let fewestSessions = 12

  /// Of the sessions of each point; `nil` for few of them, or yardsticks that did not vary.
  init?(_ strategy: Strategy, _ operation: Convolution.Operation, _ points: [[Sample]]) {
    /// Each less its mean at the point.
    func centred(_ value: (Sample) -> Double) -> [Double] {
      points.flatMap { samples in
        let mean = samples.reduce(0) { $0 + value($1) } / Double(samples.count)
        return samples.map { value($0) - mean }
      }
    }
    let (time, product, copy) = (centred(\.time), centred(\.product), centred(\.copy))
    let degrees = Double(time.count - points.count)
    let variance = time.reduce(0) { $0 + $1 * $1 } / degrees
    guard time.count >= Self.fewestSessions, degrees > 2, variance > 0,
      let fit = LeastSquares(columns: [product, copy], target: time)
    else { return nil }
    self.strategy = strategy
    self.operation = operation
    sessions = time.count
    scatter = variance.squareRoot()
    let (p, c) = (fit.coefficients[0], fit.coefficients[1])
    (byProduct, byCopy) = (p, c)
    let squares = time.indices.reduce(0) { sum, place in
      let left = time[place] - p * product[place] - c * copy[place]
      return sum + left * left
    }
    explained = max(0, 1 - squares / (degrees - 2) / variance)
  }

  /// Of each strategy's operations that have enough sessions, in the order of the file of sessions beside a CSV;
  /// none without one. The strategies are those of the sweep, in the order of their turns.
  package static func all(
    besideCSV csv: String, strategies: [Strategy]
  ) throws(Refusal) -> [SessionScatter] {
    struct Key: Hashable {
      let strategy: Strategy
      let operation: Convolution.Operation
    }
    let path = SessionsFile.path(besideCSV: csv)
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    var keys: [Key] = []
    var samples: [Key: [Int: [Sample]]] = [:]
    _ = try SessionsFile(path: path, strategies: strategies) { session, rows in
      for row in rows {
        guard let time = row.timeMedian, time > 0, let product = row.yardstickProduct,
          let copy = row.yardstickCopy, product > 0, copy > 0
        else { continue }
        let key = Key(strategy: row.strategy, operation: row.operation)
        if samples[key] == nil { keys.append(key) }
        samples[key, default: [:]][session.place, default: []].append(
          Sample(time: log(time), product: log(product), copy: log(copy)))
      }
    }
    return keys.compactMap { key in
      SessionScatter(
        key.strategy, key.operation,
        (samples[key] ?? [:]).sorted { $0.key < $1.key }.map(\.value).filter { $0.count > 1 })
    }
  }
}
