/// What nothing else beats in both coordinates, less being better.
enum ParetoFront {
  /// The points of the front by ascending x.
  static func of(_ points: [PlotPoint]) -> [PlotPoint] {
    var front: [PlotPoint] = []
    for point in points.sorted(by: { ($0.x, $0.y) < ($1.x, $1.y) })
    where point.y < front.last?.y ?? .infinity {
      front.append(point)
    }
    return front
  }
}
