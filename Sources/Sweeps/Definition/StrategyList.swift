import Convolution
import Machine
import Measurement

/// Strategies by their names: `cached,tiled`.
package enum StrategyList {
  /// The strategies that a text names, separated by commas, in its order.
  package static func parse(_ text: String) throws(Refusal) -> [any BackwardStrategy] {
    try named(WordList.words(text))
  }

  /// The strategies of some names, in their order.
  package static func named(_ names: [String]) throws(Refusal) -> [any BackwardStrategy] {
    guard names.contains(where: { !$0.isEmpty }) else {
      throw Refusal(.usage, "the list of strategies is empty")
    }
    var known: Set<String> = []
    return try names.map { name throws(Refusal) in
      guard known.insert(name).inserted else {
        throw Refusal(.usage, "the strategy '\(name)' is named twice")
      }
      do throws(UnknownStrategy) { return try Strategies.require(name) } catch {
        throw Refusal(.usage, "\(error)")
      }
    }
  }
}
