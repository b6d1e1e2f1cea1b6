import Convolution
import Measurement

/// Points along which one parameter varies while the rest is held.
package struct Line<Element> {
  package let parameter: Parameter
  /// The points with their values of the parameter, ascending; of equal values in their own order.
  package let elements: [(value: Int, element: Element)]
  package let held: NamedValues

  /// The first point of each value.
  package var distinct: [(value: Int, element: Element)] {
    elements.reduce(into: []) { if $0.last?.value != $1.value { $0.append($1) } }
  }

  /// The different values, ascending.
  package var values: [Int] { distinct.map(\.value) }

  fileprivate init(
    of group: HeldGroup<Element>, along parameter: Parameter, point: (Element) -> Point
  ) {
    self.parameter = parameter
    elements = group.elements.map { (value: parameter.value(of: point($0)), element: $0) }
      .sorted { $0.value < $1.value }
    let example = point(group.elements[0])
    held = NamedValues(
      entries: PointField.values.filter { field in
        !field.isDerived && field.name != parameter.rawValue && !field.value(example).isEmpty
      }.map { field in
        let isSame = group.followsFilter && field.name == Parameter.padding.rawValue
        return .init(name: field.name, value: isSame ? "same" : field.value(example))
      })
  }
}

extension Line: Sendable where Element: Sendable {}

/// Elements that differ in nothing but some parameters, and whether padding follows h in them.
package typealias HeldGroup<Element> = (followsFilter: Bool, elements: [Element])

extension Sequence {
  /// All lines along which a parameter takes more than one value: those with most values first, else
  /// in the order of their first elements.
  package func lines(along parameter: Parameter, point: (Element) -> Point) -> [Line<Element>] {
    groups(varying: [parameter], point: point)
      .map { Line(of: $0, along: parameter, point: point) }
      .map { (line: $0, count: $0.values.count) }.filter { $0.count > 1 }
      .sorted { $0.count > $1.count }.map(\.line)
  }

  /// The elements in groups in which nothing but some parameters varies, two in a group at least.
  ///
  /// The layer's name is no parameter and does not matter. Along h, padding is held in two ways: as
  /// the same number of zeros, and as `same`, (h − 1)/2, which keeps a_conv and b_conv; an element
  /// with such padding is in two groups. Groups stand in the order of their first elements.
  package func groups(
    varying: [Parameter], point: (Element) -> Point
  ) -> [HeldGroup<Element>] {
    let held = Parameter.allCases.filter { !varying.contains($0) }
    let canFollow =
      !varying.contains(.padding)
      && varying.contains(where: ConvolutionGeometry.samePaddingFollows.contains)
    return flatMap { element in
      let point = point(element)
      let isSame = canFollow && point.workload.geometry.hasSamePadding
      return (isSame ? [false, true] : [false]).map {
        (element: element, held: HeldValues(point, held, followsFilter: $0))
      }
    }
    .grouped(by: \.held).filter { $0.elements.count > 1 }
    .map { ($0.key.followsFilter, $0.elements.map(\.element)) }
  }
}

/// The values that are held at a point.
private struct HeldValues: Hashable {
  let followsFilter: Bool
  /// Of each parameter that is held; `nil` for padding that follows h.
  let parameters: [Int?]
  let inputGradient: Bool
  let precision: Precision
  let cache: CacheState

  init(_ point: Point, _ held: [Parameter], followsFilter: Bool) {
    self.followsFilter = followsFilter
    parameters = held.map { parameter in
      followsFilter && parameter == .padding ? nil : parameter.value(of: point)
    }
    inputGradient = point.workload.inputGradient
    precision = point.workload.precision
    cache = point.cache
  }
}
