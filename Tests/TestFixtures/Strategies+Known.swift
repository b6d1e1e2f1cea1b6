import Convolution

extension Strategies {
  /// Those that tests know by name; a further one in the catalogue changes nothing that these say.
  package static let known: [any BackwardStrategy] = [Cached(), Recomputed(), Tiled(), Direct()]
}
