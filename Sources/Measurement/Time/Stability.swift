import Convolution
import Foundation

/// How much a machine varies, by yardsticks alone: no other work, and no other process of ours.
package struct Stability: Sendable, Encodable {
  /// One yardstick's times.
  package struct Moments: Sendable, Encodable {
    package let name: String
    /// Seconds of one, moment by moment.
    package let seconds: [Double]
    /// The typical time: the geometric mean.
    package let typicalS: Double
    /// The slowest moment's time as a multiple of the fastest one's.
    package let slowestToFastest: Double
    /// The half width that a 95 % interval over sessions can hope for, as a part of the time: what
    /// Student's t makes of the scatter of so many moments.
    package let hopedHalfWidth: Double

    init(_ name: String, _ seconds: [Double], sessions: Int) {
      self.name = name
      self.seconds = seconds
      let logarithms = seconds.map { log($0) }
      let mean = logarithms.reduce(0, +) / Double(seconds.count)
      let squares = logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let scatter = (squares / Double(max(1, seconds.count - 1))).squareRoot()
      typicalS = exp(mean)
      slowestToFastest = (seconds.max() ?? 1) / (seconds.min() ?? 1)
      hopedHalfWidth =
        StudentT.quantile(degrees: sessions - 1) * scatter / Double(sessions).squareRoot()
    }
  }

  /// The product in the L1 cache, and the copy from memory.
  package let yardsticks: [Moments]
  /// The sessions that ``Moments/hopedHalfWidth`` is for.
  package let sessions: Int
  /// How long was looked.
  package let durationS: Double

  /// Times yardsticks for some time, a moment in each quarter of a second, on one thread.
  package static func measure(for duration: Duration) async throws -> Stability {
    let sessions = Sampling().sessions
    let memory = Memory(recycles: true)
    let geometry = try ConvolutionGeometry(l: 1, d: 1, a: 1, b: 1, dOut: 1, h: 1)
    let crew = Crew(Workload(geometry: geometry), memory: memory)
    var products: [Double] = []
    var copies: [Double] = []
    let start = ContinuousClock.now
    repeat {
      var yardstick = try Yardstick(workers: 1, memory: memory)
      for _ in 0..<10 { yardstick.multiply(for: .milliseconds(2), by: crew) }
      yardstick.copyRepeatedly()
      products.append(yardstick.times.product)
      copies.append(yardstick.times.copy)
      try await Task.sleep(for: .milliseconds(200))
    } while .now - start < duration
    return Stability(
      yardsticks: [
        Moments("product in the L1 cache", products, sessions: sessions),
        Moments("copy from memory", copies, sessions: sessions),
      ], sessions: sessions, durationS: duration.seconds)
  }
}
