import Analysis
import Convolution

/// Points that differ in one parameter alone: what a figure against that parameter shows.
package struct SweptAxis: Sendable {
  package let parameter: Parameter
  /// The points by its value, ascending.
  package let places: [(value: Int, place: ReportedRun.Place)]
  /// How many values there are; of many, every so many is among ``places``.
  package let count: Int
  /// How many other such lines the sweep has for this parameter.
  package let others: Int

  /// The axes of a sweep: for each parameter the line with the most values, two at least.
  package static func all(of run: ReportedRun) -> [SweptAxis] {
    order.compactMap { parameter in
      // Of a list of layers two may happen to differ in one alone, and of a model's many more: that is no
      // sweep.
      let lines = run.places.lines(along: parameter, point: \.point).filter { line in
        run.models.isEmpty && line.values.count > 2
          || Set(line.elements.map(\.element.point.layer)).count == 1
      }
      // Of several with as many values the one with most to keep says most.
      let size = { (line: Line<ReportedRun.Place>) in
        (line.values.count, line.elements.map(\.element.point.workload.phiBytes).max() ?? 0)
      }
      guard let largest = lines.max(by: { size($0) < size($1) }) else { return nil }
      let points = largest.distinct
      return SweptAxis(
        parameter: parameter,
        places: points.thinned(to: mostValues).map { ($0.value, $0.element) },
        count: points.count, others: lines.count - 1)
    }
  }

  /// The most values that a figure shows; more would only be a thicker line.
  static let mostValues = 200

  /// The slides' parameters first.
  static let order = Parameter.slides + Parameter.allCases.filter { !Parameter.slides.contains($0) }

  /// The slide's exponent of the parameter in the step's cost, l·d_out·h·h·d·a_conv·b_conv; `nil`
  /// where the slides give none.
  package var productExponent: Int? {
    Parameter.slides.contains(parameter) ? Operation.step.slideExponent(of: parameter) : nil
  }

  var symbol: String { parameter.rawValue }

  /// The values of ``places``.
  var values: [Double] { places.map { Double($0.value) } }

  /// What the points have in common, as in "l 8, d 32".
  package var common: String { PointNames(places.map(\.place.point)).unusual }
}
