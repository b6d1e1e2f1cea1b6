import Convolution
import Measurement

/// Strategies by their names: `cached,tiled`.
package enum StrategyList {
  /// The strategies that a text names, separated by commas, in its order.
  ///
  /// - Throws: ``StrategyListError``.
  package static func parse(_ text: String) throws(StrategyListError) -> [any BackwardStrategy] {
    try named(WordList.words(text))
  }

  /// The strategies of some names, in their order.
  ///
  /// - Throws: ``StrategyListError``.
  package static func named(
    _ names: [String]
  ) throws(StrategyListError) -> [any BackwardStrategy] {
    guard names.contains(where: { !$0.isEmpty }) else { throw .empty }
    var known: Set<String> = []
    return try names.map { name throws(StrategyListError) in
      let strategy: any BackwardStrategy
      do throws(UnknownStrategy) {
        strategy = try Strategies.require(name)
      } catch {
        throw .unknown(error)
      }
      guard known.insert(name).inserted else { throw .twice(name) }
      return strategy
    }
  }
}

/// Why names are no list of strategies.
package enum StrategyListError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no name.
  case empty
  /// No strategy has this name.
  case unknown(UnknownStrategy)
  /// A strategy is named more than once.
  case twice(String)

  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .empty: "the list of strategies is empty"
    case .unknown(let error): error.description
    case .twice(let name): "the strategy '\(name)' is named twice"
    }
  }
}
