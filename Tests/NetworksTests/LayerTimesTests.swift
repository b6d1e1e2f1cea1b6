import Convolution
import Measurement
import Networks
import Results
import Sweeps
import Testing

@Suite struct LayerTimesTests {
  /// Forward and backward seconds of strategies at one layer, as a results file has them.
  private func times(
    _ seconds: [(strategy: String, forward: Double, backward: Double)], reuse: Int = 1,
    cache: String = "hot", status: String = "ok"
  ) throws -> LayerTimes {
    let header =
      "strategy,operation,l,d,a,b,d_out,h,stride,padding,pool,input_gradient,precision,threads,"
      + "reuse,cache,status,time_s"
    let rows = seconds.flatMap { entry in
      [("forward", entry.forward), ("backward", entry.backward)].map {
        "\(entry.strategy),\($0.0),2,3,8,7,4,3,1,0,1,true,float,1,\(reuse),\(cache),\(status),\($0.1)"
      }
    }
    let text = ([header] + rows).joined(separator: "\n") + "\n"
    return LayerTimes(
      Dataset(try ResultsFile(CSVReader(Array(text.utf8), name: "x.csv"))), cache: .hot)
  }

  private func workload(reuse: Int = 1) throws -> Workload {
    Workload(
      geometry: try ConvolutionGeometry(l: 2, d: 3, a: 8, b: 7, dOut: 4, h: 3), reuse: reuse)
  }

  @Test func aStepGoesForwardOnceAndBackwardsAsOftenAsItIsWanted() throws {
    let times = try times([("cached", 3, 2)])
    #expect(times.seconds(try workload(), "cached") == 5)
    #expect(times.seconds(try workload(reuse: 4), "cached") == 11)
    #expect(times.seconds(try workload(), "tiled") == nil)
    // Rows of more backward passes have the time of all of them, and answer for no other number.
    let often = try self.times([("cached", 3, 8)], reuse: 4)
    #expect(often.seconds(try workload(reuse: 4), "cached") == 11)
    #expect(often.seconds(try workload(reuse: 2), "cached") == nil)
  }

  @Test func otherCachesAndFailuresCountForNothing() throws {
    #expect(try times([("cached", 3, 2)], cache: "cold").seconds(try workload(), "cached") == nil)
    #expect(
      try times([("cached", 3, 2)], status: "skipped").seconds(try workload(), "cached") == nil)
  }

  /// F + R·B < F' + R·B'.
  @Test(arguments: [
    (5.0, 2.0, 4.0, 3.0, 2),  // 5 + 2R < 4 + 3R from R > 1
    (5.0, 2.0, 4.0, 3.5, 1),  // 7 < 7.5 already
    (9.0, 2.0, 4.0, 3.0, 6),
    (9.5, 2.0, 4.0, 3.0, 6),
    (5.0, 3.0, 4.0, 3.0, nil),
    (5.0, 4.0, 4.0, 3.0, nil),
    (4.0, 3.5, 6.0, 3.0, 1),
  ])
  func theBreakEvenIsTheFirstRThatPays(
    forward: Double, backward: Double, otherForward: Double, otherBackward: Double, expected: Int?
  ) throws {
    let times = try times([
      ("cached", forward, backward), ("tiled", otherForward, otherBackward),
    ])
    #expect(times.breakEven("cached", "tiled", try workload()) == expected)
    #expect(times.breakEven("cached", "recomputed", try workload()) == nil)
  }
}
