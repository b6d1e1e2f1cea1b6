import Convolution
import Machine
import Results
import Sweeps
import Testing

@testable import Analysis
@testable import Measurement

@Suite struct ModelSumTests {
  /// Layers with as many channels as their names say, each as often as is told.
  private func model(_ counts: [Int: Int]) -> SweepDefinition {
    var definition = SweepDefinition()
    definition.layers = counts.sorted { $0.key < $1.key }.map { d, count in
      var layer = LayerTemplate()
      layer.name = "d\(d)"
      layer.count = count
      layer.values = [.d: .number(d), .l: .number(2), .a: .number(9), .b: .number(7)]
      return layer
    }
    return definition
  }

  /// A step takes a millisecond for each channel by `cached`, and 0.8 of that by `tiled`.
  private func results(_ definition: SweepDefinition) throws -> SyntheticResults {
    var results = try SyntheticResults(
      definition, strategies: [Cached(), Tiled()], operations: [.step]
    ) { row, _ in
      1e-3 * Double(row.value(.d)) * (row.strategy == "cached" ? 1 : 0.8)
    }
    for index in results.rows.indices {
      results.rows[index].timeLow? *= 0.9
      results.rows[index].timeHigh? *= 1.2
      results.rows[index].tileColumnsUsed = 16
    }
    return results
  }

  @Test func eachLayerCountsAsOftenAsItOccurs() throws {
    let dataset = try results(model([3: 1, 10: 4, 20: 1])).dataset()
    let sum = try #require(ModelSum.all(dataset).first)
    #expect(ModelSum.all(dataset).count == 1)
    #expect(sum.images == 2 && sum.convolutions == 6 && sum.missing.isEmpty)
    // 3 + 4 · 10 + 20 ms.
    #expect(sum.shares.map(\.point.layer) == ["d10", "d20", "d3"])
    #expect(zip(sum.shares, [40.0, 20, 3]).allSatisfy { abs($0.part - $1 / 63) < 1e-12 })
    #expect(sum.heaviest(0.5).map(\.point.layer) == ["d10"])
    #expect(sum.heaviest(0.9).map(\.point.layer) == ["d10", "d20"])

    let (cached, tiled) = (sum.entries[0], sum.entries[1])
    #expect(cached.strategy == "cached" && tiled.strategy == "tiled" && sum.entries.count == 2)
    #expect(abs(cached.time.median - 0.063) < 1e-12)
    #expect(abs(try #require(cached.time.low) - 0.9 * 0.063) < 1e-12)
    #expect(abs(try #require(cached.time.high) - 1.2 * 0.063) < 1e-12)
    #expect(abs(tiled.time.median - 0.8 * 0.063) < 1e-12)
    #expect(cached.ratio == nil)
    #expect(abs(try #require(tiled.ratio?.median) - 0.8) < 1e-12)
    // K·N floats of each: 9 taps per channel, 2 · 9 · 7 columns.
    #expect(cached.keptPhiBytes == 4.0 * 9 * 126 * 63 && tiled.keptPhiBytes == 0)
    let largest = try #require(dataset.places.last).point.workload.with(tileColumns: 16)
    #expect(tiled.largestWorkspaceBytes == Tiled().memory(largest).backwardWorkspaceBytes)
  }

  @Test func ratiosOfPairsAreWeightedByTime() throws {
    var results = try results(model([10: 3, 20: 1]))
    for index in results.rows.indices where results.rows[index].strategy == "tiled" {
      let ratio = results.rows[index].value(.d) == 10 ? 0.5 : 2
      (results.rows[index].ratioMedian, results.rows[index].ratioTo) = (ratio, "cached")
      (results.rows[index].ratioLow, results.rows[index].ratioHigh) = (ratio / 2, ratio * 2)
    }
    let ratio = try #require(ModelSum.all(try results.dataset())[0].entries[1].ratio)
    // 30 ms of 0.5 and 20 ms of 2.
    #expect(abs(ratio.median - 1.1) < 1e-12)
    #expect(abs(try #require(ratio.low) - 0.55) < 1e-12)
    #expect(abs(try #require(ratio.high) - 2.2) < 1e-12)
  }

  @Test func aLayerThatOneStrategyLacksIsLeftOut() throws {
    var results = try results(model([3: 1, 10: 4, 20: 1]))
    results.rows.removeAll { $0.strategy == "tiled" && $0.value(.d) == 10 }
    let sum = try #require(ModelSum.all(try results.dataset()).first)
    #expect(sum.missing.map(\.layer) == ["d10"])
    #expect(sum.convolutions == 2 && abs(sum.entries[0].time.median - 0.023) < 1e-12)
  }

  /// Each mini-batch and each number of threads has a sum of its own; layers of different mini-batches, as
  /// in a list of several networks, have none.
  @Test func onlyEqualConditionsAddUp() throws {
    var definition = model([3: 1, 10: 4])
    try definition.override(.init(.l, [.number(1), .number(4)]))
    try definition.override(.init(.threads, [.number(1), .number(2)]))
    let sums = ModelSum.all(try results(definition).dataset())
    #expect(
      sums.map { "\($0.images) \($0.conditions.threads)" } == ["1 1", "1 2", "4 1", "4 2"])
    #expect(sums[0].named.words { $0 == "l" || $0 == "threads" } == "l=1 threads=1")

    definition = model([3: 1, 10: 4])
    definition.layers[0].values[.l] = .number(8)
    #expect(ModelSum.all(try results(definition).dataset()).isEmpty)
    #expect(ModelSum.all(try results(model([3: 1])).dataset()).isEmpty)
    #expect(ModelSum.all(try results(SyntheticResults.axes).dataset()).isEmpty)
  }
}
