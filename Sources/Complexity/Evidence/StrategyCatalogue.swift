import Convolution
import Measurement

/// The strategies whose formulas are known, as they are on the machine that measured.
struct StrategyCatalogue: Sendable {
  private let strategies: [String: any BackwardStrategy]
  /// Their names, in the order in which they are listed.
  let names: [String]

  /// - Parameters:
  ///   - caches: of the machine that measured; where its L2 cache is unknown, this machine's decides
  ///     on tiles.
  ///   - here: of this machine, whose strategies know its L2 cache by themselves.
  init(caches: Caches, here: Caches = Processor.ofThisMachine().caches) {
    let elsewhere = caches.l2Bytes == here.l2Bytes ? nil : caches.l2Bytes
    let all = Strategies.all.map { strategy in
      elsewhere.flatMap { Strategies.named(strategy.name, l2Bytes: $0) } ?? strategy
    }
    names = all.map(\.name)
    strategies = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
  }

  subscript(name: String) -> (any BackwardStrategy)? { strategies[name] }
}
