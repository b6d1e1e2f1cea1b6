import Convolution

/// What one quantity of one strategy came to against one reference, over several layers.
package struct CheckResult: Hashable, Sendable {
  /// What is compared with.
  package enum Reference: Hashable, Sendable {
    /// The definition: ``ConvolutionByDefinition``.
    case definition
    /// Another strategy's results.
    case strategy(String)
    /// ``FiniteDifferences``.
    case finiteDifferences
    /// The slides' gradient of max(A11, A12; A21, A22).
    case slides
    /// A file of another implementation's results.
    case file(String)

    fileprivate var rank: Int {
      switch self {
      case .definition: 0
      case .strategy: 1
      case .slides: 2
      case .finiteDifferences: 3
      case .file: 4
      }
    }

    /// The name in a table.
    package var name: String {
      switch self {
      case .definition: "definition"
      case .strategy(let name): name
      case .finiteDifferences: "finite differences"
      case .slides: "slides' maximum"
      case .file(let name): name
      }
    }
  }

  /// What a comparison shows.
  package enum Outcome: Hashable, Sendable {
    /// All elements lie within their bounds.
    case good
    /// An element lies beyond its bound.
    case mismatch
    /// Nothing: all elements were set aside.
    case nothingCompared
  }

  package let reference: Reference
  /// The strategy's name.
  package let strategy: String
  /// The precision of its tensors.
  package let precision: Precision
  /// The threads of the worst comparison.
  package private(set) var threads: Int
  /// The width of tiles that the worst comparison asked for; `nil` where it let the strategy choose.
  package private(set) var tileColumns: Int?
  /// The layer of the worst comparison.
  package private(set) var layer: String
  /// The worst comparison, by error ÷ bound.
  package private(set) var worst: Comparison
  /// Elements compared, over all layers and numbers of threads.
  package private(set) var compared: Int
  /// Set aside beside them: outputs that were given Δ = 0, because rounding leaves ReLU or pooling
  /// undecided, or coordinates of a finite difference that crosses a kink.
  package private(set) var setAside: Int

  package var outcome: Outcome {
    compared == 0 ? .nothingCompared : worst.isWithin ? .good : .mismatch
  }

  /// Whether there are elements that were compared, and all of them lie within their bounds.
  package var isGood: Bool { outcome == .good }

  package init(
    _ reference: Reference, strategy: String, precision: Precision, threads: Int,
    tileColumns: Int? = nil, layer: String, _ comparison: Comparison, setAside: Int = 0
  ) {
    self.reference = reference
    self.strategy = strategy
    self.precision = precision
    self.threads = threads
    self.tileColumns = tileColumns
    self.layer = layer
    worst = comparison
    compared = comparison.count
    self.setAside = setAside
  }

  private struct Key: Hashable {
    let reference: Reference
    let strategy: String
    let precision: Precision
    let quantity: Quantity
  }

  /// Results of one reference, strategy, precision and quantity as one; kinds of references one
  /// after the other, else in the order of the first.
  package static func merged(_ results: [CheckResult]) -> [CheckResult] {
    var places: [Key: Int] = [:]
    var merged: [CheckResult] = []
    for result in results {
      let key = Key(
        reference: result.reference, strategy: result.strategy, precision: result.precision,
        quantity: result.worst.quantity)
      guard let place = places[key] else {
        places[key] = merged.count
        merged.append(result)
        continue
      }
      merged[place].compared += result.compared
      merged[place].setAside += result.setAside
      if result.worst.share > merged[place].worst.share {
        merged[place].worst = result.worst
        merged[place].layer = result.layer
        merged[place].threads = result.threads
        merged[place].tileColumns = result.tileColumns
      }
    }
    // The standard library's sort keeps the order of equal elements.
    return merged.sorted { $0.reference.rank < $1.reference.rank }
  }
}

extension CheckResult: CustomStringConvertible {
  /// Layer, strategy, reference, quantity, place and both values.
  package var description: String {
    let tiles = tileColumns.map { ", tiles of \($0) column\($0 == 1 ? "" : "s")" } ?? ""
    let comparison =
      "\(layer), \(strategy) against \(reference.name) (\(precision.rawValue), "
      + "\(threads) thread\(threads == 1 ? "" : "s")\(tiles))"
    return outcome == .nothingCompared
      ? "\(comparison): nothing of \(worst.quantity.rawValue) could be compared, \(setAside) set aside"
      : "\(comparison): \(worst)"
  }
}
