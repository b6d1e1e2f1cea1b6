import Convolution

/// Strategies by their names.
public enum StrategyList {
  /// The strategies of some names, in their order.
  ///
  /// - Throws: ``StrategyListError``.
  public static func named(
    _ names: [String]
  ) throws(StrategyListError) -> [any BackwardStrategy] {
    var known: Set<String> = []
    return try names.map { name throws(StrategyListError) in
      guard let strategy = Strategies.named(name) else { throw .unknown(name) }
      guard known.insert(name).inserted else { throw .twice(name) }
      return strategy
    }
  }
}

/// Why names are no list of strategies.
public enum StrategyListError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No strategy has this name.
  case unknown(String)
  /// A strategy is named more than once.
  case twice(String)

  /// One clear sentence without a full stop.
  public var description: String {
    switch self {
    case .unknown(let name):
      "there is no strategy '\(name)'; there are "
        + Strategies.all.map(\.name).joined(separator: ", ")
    case .twice(let name): "the strategy '\(name)' is named twice"
    }
  }
}
