import ArgumentParser
import Convolution
import Sweeps

extension Strategies {
  /// The strategies that an option lists; all without it.
  ///
  /// - Throws: `Refusal` of usage.
  static func listed(_ option: String?) throws -> [any BackwardStrategy] {
    guard let option else { return all }
    return try StrategyList.parse(option)
  }
}

extension ArgumentHelp {
  /// The help of an option that takes strategies' names, with what each does.
  static func strategies(_ abstract: String) -> ArgumentHelp {
    ArgumentHelp(
      "\(abstract)",
      discussion: Strategies.all.map { "\($0.name): \($0.summary)." }.joined(separator: "\n"),
      valueName: "list")
  }
}
