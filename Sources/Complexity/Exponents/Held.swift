import Convolution
import Measurement
import Sweeps

/// What is held at each point of a file while one parameter varies.
///
/// The layer's name is no parameter and does not matter. Along h, padding is held in two ways: as the
/// same number of zeros, and as `same`, (h − 1)/2, which keeps a_conv and b_conv.
struct Held {
  /// What varies.
  let parameter: Parameter

  private let names: [Point: [String]]

  /// Points of a file, along one of the slides' parameters.
  init(_ points: Set<Point>, but parameter: Parameter) {
    self.parameter = parameter
    let fields = PointField.values.filter { !$0.isDerived && $0.name != parameter.rawValue }
    names = Dictionary(
      uniqueKeysWithValues: points.map { point in
        func name(padding: String) -> String {
          fields.filter { !$0.value(point).isEmpty }
            .map { "\($0.name)=\($0.name == "padding" ? padding : $0.value(point))" }
            .joined(separator: " ")
        }
        let geometry = point.workload.geometry
        let isSame =
          parameter == .h
          && geometry.padding == ConvolutionGeometry.samePadding(h: geometry.h)
        return (
          point, [name(padding: "\(geometry.padding)")] + (isSame ? [name(padding: "same")] : [])
        )
      })
  }

  /// All lines of some elements, single points included: those with most values first.
  func lines<Element>(
    of elements: [Element], point: (Element) -> Point
  ) -> [Line<Element>] {
    var lines: [String: [(value: Int, element: Element)]] = [:]
    for element in elements {
      let point = point(element)
      guard let value = parameter.value(point.workload.geometry) else { continue }
      for name in names[point] ?? [] { lines[name, default: []].append((value, element)) }
    }
    return lines.map { Line(parameter: parameter, held: $0, elements: $1) }
      .sorted { ($1.values.count, $0.held) < ($0.values.count, $1.held) }
  }
}
