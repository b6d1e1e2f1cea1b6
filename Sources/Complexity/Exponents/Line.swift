import Sweeps

/// Points along which one parameter varies while the rest is held.
struct Line<Element> {
  /// What varies.
  let parameter: Parameter
  /// What is held, in words.
  let held: String
  /// The points with their values of the parameter, ascending; of equal values in their own order.
  let elements: [(value: Int, element: Element)]
  /// The different values, ascending.
  let values: [Int]

  /// Points in any order.
  init(parameter: Parameter, held: String, elements: [(value: Int, element: Element)]) {
    self.parameter = parameter
    self.held = held
    self.elements = elements.enumerated()
      .sorted { ($0.element.value, $0.offset) < ($1.element.value, $1.offset) }
      .map(\.element)
    values = Set(elements.map(\.value)).sorted()
  }
}
