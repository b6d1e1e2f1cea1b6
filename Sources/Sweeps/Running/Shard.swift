/// One of several parts of a sweep that are measured apart.
package struct Shard: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Which one, from 1.
  package let index: Int
  /// How many there are.
  package let count: Int

  package static let mostShards = 1000

  /// - Precondition: `index` is from 1 to `count`.
  package init(index: Int, of count: Int) {
    precondition(count >= 1 && (1...count).contains(index), "there is no shard \(index)/\(count)")
    self.index = index
    self.count = count
  }

  /// A shard as the command line writes it: `2/5` is the second of five; `nil` where there is no such shard.
  package init?(_ text: String) {
    guard let parts = text.wholeMatch(of: /([0-9]+)\/([0-9]+)/), let index = Int(parts.1),
      let count = Int(parts.2), index >= 1, index <= count, count <= Self.mostShards
    else { return nil }
    self.init(index: index, of: count)
  }

  /// The shard as the command line writes it.
  package var description: String { "\(index)/\(count)" }

  /// The places, from 0, of this shard's points in the sweep, in its order, by the costs of all points.
  ///
  /// The dearest point goes first, each to the shard that has least to do so far, so that no shard
  /// has more to do than 4/3 of what the best division would give it. All shards of a sweep
  /// together have each point once, whoever works it out.
  ///
  /// Source: Graham, *Bounds on Multiprocessing Timing Anomalies*, SIAM J. Appl. Math. 17, 1969.
  ///
  /// - Complexity: O(n log n + n · count), where n is the number of points.
  package func places(ofCosts costs: [Double]) -> [Int] {
    let dearestFirst = costs.indices.sorted { (costs[$0], $1) > (costs[$1], $0) }
    var loads = [Double](repeating: 0, count: count)
    var places: [Int] = []
    for place in dearestFirst {
      let shard = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
      loads[shard] += costs[place]
      if shard == index - 1 { places.append(place) }
    }
    return places.sorted()
  }
}
