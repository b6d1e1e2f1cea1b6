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

  /// A front as a line through a figure: down from its upper edge, and on to its right one, as nothing
  /// beyond the ends is any better.
  static func line(
    _ front: [PlotPoint], x: ClosedRange<Double>, y: ClosedRange<Double>
  ) -> [PlotPoint] {
    guard let first = front.first, let last = front.last else { return [] }
    return [PlotPoint(first.x, y.upperBound)] + front + [PlotPoint(x.upperBound, last.y)]
  }
}
