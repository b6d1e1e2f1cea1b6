import Convolution
import Measurement
import Sweeps

/// Points that differ in one parameter alone: what a figure against that parameter shows.
public struct SweptAxis: Sendable {
  /// The parameter that differs.
  public let parameter: Parameter
  /// The points by its value, ascending.
  public let places: [(value: Int, place: ReportedSweep.Place)]
  /// How many values there are; of many, every so many is among ``places``.
  public let count: Int
  /// How many other such groups the sweep has for this parameter.
  public let others: Int

  /// The axes of a sweep: for each parameter the group with the most values, two at least.
  public static func all(of sweep: ReportedSweep) -> [SweptAxis] {
    order.compactMap { parameter in
      let groups = FixedSizes.groups(of: sweep.places, varying: [parameter])
      let axes = groups.map { places in
        places.map { (value: parameter.value(of: $0.point), place: $0) }
          .sorted { $0.value < $1.value }
      }.filter { $0.count > 1 }
      // Of several with as many values the one with most to keep says most.
      let size = { (axis: [(value: Int, place: ReportedSweep.Place)]) in
        (axis.count, axis.reduce(0) { max($0, $1.place.point.workload.phiBytes) })
      }
      guard let largest = axes.max(by: { size($0) < size($1) }) else { return nil }
      let step = (largest.count + mostValues - 1) / mostValues
      return SweptAxis(
        parameter: parameter,
        places: stride(from: 0, to: largest.count, by: step).map { largest[$0] },
        count: largest.count, others: axes.count - 1)
    }
  }

  /// The most values that a figure shows; more would only be a thicker line.
  static let mostValues = 200

  /// The slides' parameters first.
  private static let order: [Parameter] =
    [.h, .d, .dOut, .a, .b, .l] + [.stride, .padding, .pool, .threads, .tileColumns, .reuse]

  /// The slide's exponent of the parameter in the step's cost, l·d_out·h·h·d·a_conv·b_conv; `nil`
  /// where the slides give none.
  public var productExponent: Int? {
    switch parameter {
    case .h: 2
    case .d, .dOut, .a, .b, .l: 1
    default: nil
    }
  }

  /// What the points have in common, as in "l 8, d 32".
  public var common: String { PointNames(places.map(\.place.point)).unusual }
}
