import Convolution
import Measurement

/// Points along which one parameter varies while the rest is held.
package struct Line<Element> {
  /// What varies.
  package let parameter: Parameter
  /// The points with their values of the parameter, ascending; of equal values in their own order.
  package let elements: [(value: Int, element: Element)]
  /// The different values, ascending.
  package let values: [Int]

  private let example: Point
  private let followsFilter: Bool

  /// Points in any order.
  ///
  /// - Parameters:
  ///   - parameter: what varies.
  ///   - example: any of the points, which tells what is held.
  ///   - followsFilter: whether padding is held as `same` and not as a number.
  ///   - elements: the points with their values of the parameter.
  init(
    parameter: Parameter, example: Point, followsFilter: Bool,
    elements: [(value: Int, element: Element)]
  ) {
    self.parameter = parameter
    self.example = example
    self.followsFilter = followsFilter
    self.elements = elements.enumerated()
      .sorted { ($0.element.value, $0.offset) < ($1.element.value, $1.offset) }
      .map(\.element)
    values = self.elements.map(\.value).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// What is held.
  package var held: NamedValues {
    NamedValues(
      PointField.values.filter { field in
        !field.isDerived && field.name != parameter.rawValue && !field.value(example).isEmpty
      }.map { field in
        let isSame = followsFilter && field.name == Parameter.padding.rawValue
        return (field.name, isSame ? "same" : field.value(example))
      })
  }

  /// The first point of each value.
  package var distinct: [(value: Int, element: Element)] {
    elements.reduce(into: []) { if $0.last?.value != $1.value { $0.append($1) } }
  }
}

extension Line: Sendable where Element: Sendable {}
