/// The catalogue of strategies. A new one is a file beside this and a line here.
package enum Strategies {
  /// All strategies, in the order in which they are listed and measured.
  package static let all: [any BackwardStrategy] = [
    Cached(),
    Recomputed(),
    Tiled(),
    Direct(),
  ]

  /// Bytes of the L2 cache that ``Cached`` and ``Tiled`` cut their tiles for: this processor's, as the C library knows
  /// it, or what a processor has at least.
  package static var l2Bytes: Int { Tiling.l2Bytes }

  /// The strategy by expansion for layers whose φ is Z itself, where all of those multiply alike and none
  /// keeps anything: its products span the most images.
  package static let forInputsThatArePhi: any BackwardStrategy = Tiled()

  /// The strategy whose forward pass takes least scratch and keeps nothing, so that it needs no more
  /// memory than any strategy's own step.
  package static func leanest(_ workload: Workload) -> any BackwardStrategy {
    func bytes(_ strategy: any BackwardStrategy) -> Int {
      strategy.memory(workload).forwardWorkspaceBytes
    }
    let lean = all.filter { !$0.keepsPhi }
    return lean.reduce(lean[0]) { bytes($1) < bytes($0) ? $1 : $0 }
  }

  /// The strategy of a name.
  package static func named(_ name: String) -> (any BackwardStrategy)? {
    all.first { $0.name == name }
  }

  /// The strategy of a name that somebody gave.
  ///
  /// - Throws: ``UnknownStrategy``.
  package static func require(_ name: String) throws(UnknownStrategy) -> any BackwardStrategy {
    guard let strategy = named(name) else { throw UnknownStrategy(name: name) }
    return strategy
  }
}
