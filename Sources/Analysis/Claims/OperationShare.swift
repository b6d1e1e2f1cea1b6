import Convolution
import Machine

/// One operation's part of a layer's step.
package struct OperationShare: Sendable, Encodable {
  /// Which.
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
  /// ``flopRate`` as a part of the multiply-add units' (or SGEMM's at 1024³ in facts without that), or ``byteRate`` as a part of a copy's, measured in
  /// the same run; `nil` where they were not, or do not compare: SGEMM's is of one thread in single
  /// precision, the copy's of one thread.
  package let partOfPeak: Double?

  init(_ sum: OperationSum, of total: OperationSum.Totals, rates: MachineRates?) {
    operation = sum.operation
    flops = sum.totals.flops / total.flops
    elements = sum.hasElements ? sum.totals.elements / total.elements : nil
    time = sum.totals.time / total.time
    seconds = sum.totals.time
    flopRate = sum.operation.isProduct ? sum.totals.flops / sum.totals.time : nil
    byteRate = sum.bytes.map { $0 / sum.totals.time }
    let flopPart =
      sum.isSingle
      ? flopRate.flatMap { rate in
        rates.map { rate / ($0.peakGFLOPs * 1e9) }
      } : nil
    let bytePart = byteRate.flatMap { rate in rates.map { rate / ($0.copyGBs * 1e9) } }
    partOfPeak = sum.isOneThread ? flopPart ?? bytePart : nil
  }
}
