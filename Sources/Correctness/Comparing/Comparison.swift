import Convolution

/// The worst element of a tensor that was compared with another one.
package struct Comparison: Hashable, Sendable {
  /// Which tensor.
  package let quantity: Quantity
  package let geometry: ConvolutionGeometry
  /// The element whose error takes up most of its bound.
  package let index: Int
  /// The value found.
  package let actual: Double
  /// The value it should have.
  package let expected: Double
  /// How far the two may lie apart.
  package let bound: Double
  /// How many elements were compared.
  package let count: Int

  /// |actual − expected|.
  package var error: Double { abs(actual - expected) }

  /// Error ÷ bound; infinite where no error was allowed, or where a value is no number.
  package var share: Double { Self.share(actual, expected, bound) }

  /// Whether all elements lie within their bounds.
  package var isWithin: Bool { share <= 1 }

  /// Compares some elements one by one, and keeps the worst: those of a tensor at the `indices`, or all of it.
  /// `bound` says how far the values at a place of the two arrays may lie apart.
  ///
  /// - Precondition: the arrays have as many elements.
  package init(
    _ quantity: Quantity, _ geometry: ConvolutionGeometry, indices: [Int]? = nil,
    actual: [Double], expected: [Double], bound: (Int) -> Double
  ) {
    precondition(actual.count == expected.count && indices?.count ?? actual.count == actual.count)
    var worst = 0
    var worstShare = -1.0
    for place in actual.indices {
      let share = Self.share(actual[place], expected[place], bound(place))
      if share > worstShare {
        worst = place
        worstShare = share
      }
    }
    self.quantity = quantity
    self.geometry = geometry
    count = actual.count
    index = indices.map { $0.isEmpty ? 0 : $0[worst] } ?? worst
    self.actual = actual.isEmpty ? 0 : actual[worst]
    self.expected = expected.isEmpty ? 0 : expected[worst]
    self.bound = actual.isEmpty ? 0 : bound(worst)
  }

  private static func share(_ actual: Double, _ expected: Double, _ bound: Double) -> Double {
    if actual == expected { return 0 }
    let share = abs(actual - expected) / bound
    return share.isNaN ? .infinity : share
  }
}

extension Comparison: CustomStringConvertible {
  /// Quantity, place and both values.
  package var description: String {
    "\(quantity.rawValue) is \(actual) instead of \(expected) at "
      + "\(quantity.place(of: index, in: geometry)) (error \(error), bound \(bound))"
  }
}
