/// The catalogue of strategies. A new one is a file beside this and a line here.
public enum Strategies {
  /// All strategies, in the order in which they are listed and measured.
  public static let all: [any BackwardStrategy] = [
    Cached(),
    Recomputed(),
    Tiled(),
    Direct(),
  ]

  /// Bytes of the L2 cache that ``all`` cut their tiles for: this processor's, as the C library knows
  /// it, or what a processor has at least.
  public static var l2Bytes: Int { Tiling.l2Bytes }

  /// The strategy of a name.
  public static func named(_ name: String) -> (any BackwardStrategy)? {
    all.first { $0.name == name }
  }

  /// The strategy of a name that somebody gave.
  ///
  /// - Throws: ``UnknownStrategy``.
  public static func require(_ name: String) throws(UnknownStrategy) -> any BackwardStrategy {
    guard let strategy = named(name) else { throw UnknownStrategy(name: name) }
    return strategy
  }

  /// The strategy of a name, as it is on a machine whose L2 cache has some bytes: for the formulas
  /// of what was measured there.
  public static func named(_ name: String, l2Bytes: Int) -> (any BackwardStrategy)? {
    named(name)?.cut(forL2Bytes: l2Bytes)
  }
}
