/// What an operation executes and moves: by formula, or as its loops counted it.
package struct OperationCounts: Hashable, Sendable, Codable {
  /// Floating-point operations executed; a multiply-add is two.
  package var flops: Int
  /// Elements moved; nothing for a matrix product, where the word has no one meaning.
  package var elements: Int?

  /// Counts as given.
  package init(flops: Int, elements: Int?) {
    self.flops = flops
    self.elements = elements
  }

  /// The same, so many times.
  func times(_ count: Int) -> OperationCounts {
    OperationCounts(flops: count * flops, elements: elements.map { count * $0 })
  }

  /// The sum; elements are summed over the operations that have them.
  package static func + (left: OperationCounts, right: OperationCounts) -> OperationCounts {
    let elements = [left.elements, right.elements].compactMap(\.self)
    return OperationCounts(
      flops: left.flops + right.flops,
      elements: elements.isEmpty ? nil : elements.reduce(0, +))
  }
}
