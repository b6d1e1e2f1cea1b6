import CYardstick
import Convolution

/// Work that never changes, timed beside what is measured: what moves both is the machine.
///
/// A product that lies in the L1 cache follows the clock and whoever shares the core; a copy from memory follows
/// whoever shares the memory. Both are assembly, so that neither OpenBLAS nor our kernels nor the build's
/// flags change them.
struct Yardstick: ~Copyable {
  private static let side = Int(PHIBENCH_YARDSTICK_SIZE)
  private static let matrix = side * side
  /// Three matrices of each worker, and as much again, so that workers share no line.
  private static let factorsPerWorker = 4 * matrix
  /// Large enough that a few interruptions do not decide, small beside a session.
  private static let copiedBytes = 4 << 20

  private let factors: Buffer<Float>
  private let copied: Buffer<UInt8>
  /// How long each worker multiplied last.
  private let seconds: Buffer<Double>
  /// Seconds of one product, stretch by stretch.
  private var products: [Double] = []
  private var copies: [Double] = []

  init(workers: Int, memory: Memory) throws(OutOfMemory) {
    let factors = try Buffer<Float>(
      workers * Self.factorsPerWorker, from: memory, for: .inputs)
    let copied = try Buffer<UInt8>(2 * Self.copiedBytes, from: memory, for: .inputs)
    let seconds = try Buffer<Double>(workers, from: memory, for: .inputs)
    factors.vector.fill { Float($0 % 5 - 2) / 8 }
    copied.vector.fill { UInt8(truncatingIfNeeded: $0) }
    self.factors = factors
    self.copied = copied
    self.seconds = seconds
  }

  /// Multiplies for some time, every worker at once. The slowest counts, and not how long it takes to wake.
  mutating func multiply(for duration: Duration, by crew: Crew) {
    let count = max(Self.fewestProducts, Int(duration.seconds / (products.last ?? 1e-6)))
    let factors = factors.matrix(
      rows: Self.factorsPerWorker, columns: crew.workload.workers)
    let seconds = seconds.matrix(rows: 1, columns: crew.workload.workers)
    crew.forEachWorker { worker in
      let start = ContinuousClock.now
      unsafe factors[columns: worker.index..<worker.index + 1].withUnsafeElements { own in
        for _ in 0..<count {
          unsafe phibench_yardstick_product(own, own + Self.matrix, own + 2 * Self.matrix)
        }
      }
      seconds[0, worker.index] = (ContinuousClock.now - start).seconds
    }
    let slowest = (0..<seconds.columns).reduce(0) { max($0, seconds[0, $1]) }
    products.append(slowest / Double(count))
  }

  /// The part of a step's time for which a product is repeated after it.
  static let share = 0.02

  /// Some microseconds: shorter stretches would time the clock.
  private static let fewestProducts = 8

  /// Copies from memory a few times.
  mutating func copyRepeatedly() {
    for _ in 0..<3 { copy() }
  }

  /// Copies what it has taken out of the caches before.
  private mutating func copy() {
    var time = Duration.zero
    unsafe copied.vector.withUnsafeElements { bytes in
      unsafe phibench_yardstick_flush(bytes, 2 * Self.copiedBytes)
      let start = ContinuousClock.now
      unsafe phibench_yardstick_copy(bytes + Self.copiedBytes, bytes, Self.copiedBytes)
      time = .now - start
    }
    copies.append(time.seconds)
  }

  /// The medians so far; at least one of each must have been timed.
  var times: YardstickTimes {
    YardstickTimes(
      product: Estimate(of: products).median, copy: Estimate(of: copies).median)
  }
}

/// How long the yardsticks took in one session.
package struct YardstickTimes: Hashable, Sendable, Codable {
  /// Changes with their work; times in yardsticks of two versions do not compare.
  package static let version = Int(PHIBENCH_YARDSTICK_VERSION)

  /// Seconds of one product of 24 × 24 × 24 in the L1 cache, on each worker at once.
  package let product: Double
  /// Seconds to copy 4 MiB from memory to memory.
  package let copy: Double
}
