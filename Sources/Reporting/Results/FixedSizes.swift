import Convolution
import Measurement
import Sweeps

/// All that makes a point but the parameters that vary.
struct FixedSizes: Hashable {
  private let layer: String
  private let values: [Int]

  /// What fixes a point.
  ///
  /// - Parameters:
  ///   - point: the point.
  ///   - varying: the parameters that do not count.
  ///   - followsFilter: whether padding that keeps a layer's size counts as one value, as a sweep
  ///     of h with `padding: same` has it.
  init(_ point: Point, varying: Set<Parameter>, followsFilter: Bool) {
    layer = point.layer
    let geometry = point.workload.geometry
    let isSame = geometry.padding == ConvolutionGeometry.samePadding(h: geometry.h)
    values =
      Parameter.allCases.map { parameter in
        if varying.contains(parameter) { return -1 }
        if parameter == .padding, followsFilter, isSame { return -2 }
        return parameter.value(of: point)
      } + [
        point.workload.inputGradient ? 1 : 0, point.workload.precision.bytes,
        point.cache == .hot ? 0 : 1,
      ]
  }

  /// The points in groups in which only some parameters vary.
  static func groups(
    of places: [ReportedSweep.Place], varying: Set<Parameter>
  ) -> [[ReportedSweep.Place]] {
    func groups(followsFilter: Bool) -> [[ReportedSweep.Place]] {
      var order: [FixedSizes] = []
      var members: [FixedSizes: [ReportedSweep.Place]] = [:]
      for place in places {
        let key = FixedSizes(place.point, varying: varying, followsFilter: followsFilter)
        if members[key] == nil { order.append(key) }
        members[key, default: []].append(place)
      }
      return order.compactMap { members[$0] }.filter { $0.count > 1 }
    }
    let plain = groups(followsFilter: false)
    guard varying.contains(.h), !varying.contains(.padding) else { return plain }
    let following = groups(followsFilter: true)
    let sizes = [plain, following].map { $0.map(\.count).max() ?? 0 }
    return sizes[1] > sizes[0] ? following : plain
  }
}
