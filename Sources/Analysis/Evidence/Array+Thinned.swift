extension Array {
  /// Every so many elements, so that they are no more than a figure or a test takes.
  package func thinned(to most: Int) -> [Element] {
    let step = Swift.max(1, (count + most - 1) / most)
    return stride(from: 0, to: count, by: step).map { self[$0] }
  }
}
