import Convolution
import Machine

/// One operation's part of the steps of a layer, or of all points.
package struct OperationShare: Sendable, Encodable {
  package let operation: Operation
  /// Its part of all FLOPs.
  package let flops: Double
  /// Its part of all elements moved; `nil` for a product.
  package let elements: Double?
  /// Its part of the operations' time.
  package let time: Double
  /// Seconds, summed over the points.
  package let seconds: Double
  /// FLOPs per second of a product; `nil` for others.
  package let flopRate: Double?
  /// Bytes per second of φ and col2im, read plus written; `nil` for others.
  package let byteRate: Double?
  /// ``flopRate`` as a part of the multiply-add units' (or SGEMM's at 1024³ in facts without that),
  /// or ``byteRate`` as a part of a copy's, measured in the same run; `nil` where they were not, or
  /// do not compare: SGEMM's is of one thread in single precision, the copy's of one thread.
  package let partOfPeak: Double?

  init(
    _ sum: OperationSum, of all: [OperationSum], under conditions: Conditions, rates: MachineRates?
  ) {
    operation = sum.operation
    flops = sum.flops / all.reduce(0) { $0 + $1.flops }
    elements =
      sum.operation.isProduct ? nil : sum.elements / all.reduce(0) { $0 + $1.elements }
    seconds = sum.time.median
    time = seconds / all.reduce(0) { $0 + $1.time.median }
    flopRate = sum.operation.isProduct ? sum.flops / seconds : nil
    byteRate = sum.bytes.map { [seconds] in $0 / seconds }
    guard let rates, conditions.threads == 1 else {
      partOfPeak = nil
      return
    }
    let flopPart =
      conditions.precision == .float ? flopRate.map { $0 / (rates.peakGFLOPs * 1e9) } : nil
    partOfPeak = flopPart ?? byteRate.map { $0 / (rates.copyGBs * 1e9) }
  }
}
