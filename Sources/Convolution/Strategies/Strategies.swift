/// The catalogue of strategies. A new one is a file beside this and a line here.
public enum Strategies {
  /// All strategies, in the order in which they are listed and measured.
  public static let all: [any BackwardStrategy] = [
    Cached(),
    Recomputed(),
    Tiled(),
  ]

  /// The strategy of a name.
  public static func named(_ name: String) -> (any BackwardStrategy)? {
    all.first { $0.name == name }
  }
}
