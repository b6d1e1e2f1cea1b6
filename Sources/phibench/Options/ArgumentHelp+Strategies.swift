import ArgumentParser
import Convolution

extension ArgumentHelp {
  /// The help of an option that takes strategies' names, with what each does.
  static func strategies(_ abstract: String, discussion: String = "") -> ArgumentHelp {
    let known = Strategies.all.map { "\($0.name): \($0.summary)." }
    return ArgumentHelp(
      "\(abstract)",
      discussion: ([discussion] + known).filter { !$0.isEmpty }.joined(separator: "\n"),
      valueName: "list")
  }
}
