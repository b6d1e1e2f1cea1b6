import Convolution

/// The strategies whose formulas are known, as they are on the machine that measured.
struct StrategyCatalogue: Sendable {
  private let strategies: [String: any BackwardStrategy]
  /// Their names, in the order in which they are listed.
  let names: [String]
  /// Whether their tiles are as wide as where it was measured.
  let knowsTiles: Bool

  /// - Parameter l2Bytes: the bytes of L2 cache that tiles were cut for where it was measured; `nil`
  ///   where they are unknown.
  init(l2Bytes: Int?) {
    knowsTiles = l2Bytes != nil
    let all = Strategies.all.map { strategy in
      Strategies.named(strategy.name, l2Bytes: l2Bytes ?? Strategies.l2Bytes) ?? strategy
    }
    names = all.map(\.name)
    strategies = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
  }

  subscript(name: String) -> (any BackwardStrategy)? { strategies[name] }
}
