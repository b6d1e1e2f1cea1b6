import Convolution
import Foundation
import Machine
import Measurement
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
    var (tt, tp, tc, pp, cc, pc) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for samples in points {
      let n = Double(samples.count)
      let time = samples.reduce(0) { $0 + $1.time } / n
      let product = samples.reduce(0) { $0 + $1.product } / n
      let copy = samples.reduce(0) { $0 + $1.copy } / n
      for sample in samples {
        let (t, p, c) = (sample.time - time, sample.product - product, sample.copy - copy)
        (tt, tp, tc) = (tt + t * t, tp + t * p, tc + t * c)
        (pp, cc, pc) = (pp + p * p, cc + c * c, pc + p * c)
      }
    }
    let count = points.reduce(0) { $0 + $1.count }
    let degrees = Double(count - points.count)
    let determinant = pp * cc - pc * pc
    guard count >= Self.fewestSessions, degrees > 2, tt > 0, determinant > 0 else { return nil }
    self.strategy = strategy
    self.operation = operation
    sessions = count
    scatter = (tt / degrees).squareRoot()
    byProduct = (tp * cc - tc * pc) / determinant
    byCopy = (tc * pp - tp * pc) / determinant
    let left = (tt - byProduct * tp - byCopy * tc) / (degrees - 2)
    explained = max(0, 1 - left / (tt / degrees))
  }

  /// Of each strategy's operations, in the order of the file of sessions beside a CSV; none without one.
  ///
  /// - Parameters:
  ///   - csv: the CSV.
  ///   - strategies: those of the sweep, in the order of their turns.
  /// - Returns: one for each strategy and operation that has enough sessions.
  /// - Throws: `Refusal` where the sessions cannot be read.
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
