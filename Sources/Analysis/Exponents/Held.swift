import Convolution
import Measurement

/// What is held at points while one parameter varies.
///
/// The layer's name is no parameter and does not matter. Along h, padding is held in two ways: as the
/// same number of zeros, and as `same`, (h − 1)/2, which keeps a_conv and b_conv.
package struct Held: Sendable {
  /// What varies.
  package let parameter: Parameter

  /// All but one parameter.
  package init(but parameter: Parameter) {
    self.parameter = parameter
  }

  /// All lines of some elements along which the parameter takes more than one value: those with most
  /// values first, else in the order of their first elements.
  package func lines<Element>(
    of elements: [Element], point: (Element) -> Point
  ) -> [Line<Element>] {
    let lines = Self.groups(of: elements, varying: [parameter], point: point).map { group in
      let first = point(group.elements[0])
      return Line(
        parameter: parameter, example: first, followsFilter: group.followsFilter,
        elements: group.elements.map { (parameter.value(of: point($0)), $0) })
    }
    return lines.filter { $0.values.count > 1 }.enumerated()
      .sorted { ($1.element.values.count, $0.offset) < ($0.element.values.count, $1.offset) }
      .map(\.element)
  }

  /// Elements in groups in which nothing but some parameters varies, two in a group at least.
  ///
  /// - Parameters:
  ///   - elements: in any order; one whose padding can be held in two ways may be in two groups.
  ///   - varying: what may differ.
  ///   - point: where an element was measured.
  /// - Returns: the groups by their first elements, and whether padding follows h in them.
  package static func groups<Element>(
    of elements: [Element], varying: [Parameter], point: (Element) -> Point
  ) -> [(followsFilter: Bool, elements: [Element])] {
    let held = Parameter.allCases.filter { !varying.contains($0) }
    let canFollow =
      !varying.contains(.padding)
      && varying.contains(where: ConvolutionGeometry.samePaddingFollows.contains)
    var places: [Values: Int] = [:]
    var groups: [(followsFilter: Bool, elements: [Element])] = []
    for element in elements {
      let point = point(element)
      let isSame = canFollow && point.workload.geometry.hasSamePadding
      for followsFilter in isSame ? [false, true] : [false] {
        let values = Values(point, held, followsFilter: followsFilter)
        if let place = places[values] {
          groups[place].elements.append(element)
        } else {
          places[values] = groups.count
          groups.append((followsFilter, [element]))
        }
      }
    }
    return groups.filter { $0.elements.count > 1 }
  }

  /// The values that are held at a point.
  private struct Values: Hashable {
    /// Of each parameter that is held; `nil` for padding that follows h.
    let parameters: [Int?]
    let inputGradient: Bool
    let precision: Precision
    let cache: CacheState

    init(_ point: Point, _ held: [Parameter], followsFilter: Bool) {
      parameters = held.map { parameter in
        followsFilter && parameter == .padding ? nil : parameter.value(of: point)
      }
      inputGradient = point.workload.inputGradient
      precision = point.workload.precision
      cache = point.cache
    }
  }
}
