extension PhiKernel {
  /// Gathers columns whose filter rows are shorter than a chunk.
  ///
  /// Each run, of taps or of zeros, is one chunk; what it has too much is written again by the run
  /// that follows, since all come in the order of their targets. An output row near the end of Z or
  /// of the result, where a chunk could leave either, is gathered run by run instead.
  @inline(never)
  func gatherShortRuns<Counter: Tally>(_ tally: inout Counter) {
    let (d, h, b) = (geometry.d, geometry.h, geometry.b)
    let (stride, padding) = (geometry.stride, geometry.padding)
    let interior = geometry.interiorColumns
    let chunk = ShortRuns.chunk(of: T.self)
    var column = unsafe result.base
    var left = result.count - chunk
    for part in OutputRows(geometry, columns: columns) {
      let count = part.x.count * geometry.phiRows
      let pixel = part.firstPixel + (part.top + part.rowsInside.lowerBound) * b
      let sourceEnd = (pixel + part.rowsInside.count * b) * d + chunk
      if left < count || input.count < sourceEnd {
        unsafe gatherEdge(part, part.x, into: &column, &tally)
      } else {
        var runs = ShortRuns(
          rowTaps: h * d, above: part.rowsInside.lowerBound, rows: part.rowsInside.count,
          below: h - part.rowsInside.upperBound, pixelRow: b * d, step: stride * d)
        var x = part.x.lowerBound
        while x < part.x.upperBound {
          let place = x * stride - padding
          let firstInside = min(max(0, -place), h)
          runs.before = firstInside * d
          runs.inside = max(0, min(h, b - place) - firstInside) * d
          // Columns of the interior are all alike; at an edge each has its own zeros.
          let end = interior.contains(x) ? min(interior.upperBound, part.x.upperBound) : x + 1
          unsafe runs.gather(
            end - x, from: input.base + (pixel + place + firstInside) * d, into: &column)
          x = end
        }
        tally.elements(count)
      }
      left -= count
    }
  }
}
