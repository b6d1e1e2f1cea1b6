import Convolution
import Machine
import Measurement
import Sweeps
import TestFixtures
import Testing

@Suite struct SweepDefinitionTests {
  private func definition(_ yaml: String) throws -> SweepDefinition {
    try SweepDefinition(yaml: yaml, file: "sweep.yaml")
  }

  private func labels(_ points: [Point]) -> [String] {
    points.map { point in
      let g = point.workload.geometry
      return "\(point.layer) h\(g.h) d\(g.d) l\(g.l) p\(g.padding)"
    }
  }

  @Test func productCombinesEveryValueWithEveryOther() throws {
    let sweep = try definition(
      """
      base: {a: 9, b: 7, l: 2}
      axes: {h: [1, 3], d: 2..8*2}
      """)
    #expect(
      labels(try sweep.points()) == [
        " h1 d2 l2 p0", " h1 d4 l2 p0", " h1 d8 l2 p0",
        " h3 d2 l2 p1", " h3 d4 l2 p1", " h3 d8 l2 p1",
      ])
  }

  @Test func axesVaryOneParameterAtATimeAndMeetInTheBaseOnce() throws {
    let sweep = try definition(
      """
      mode: axes
      base: {a: 9, b: 7, l: 2, h: 3, d: 4}
      axes: {h: [1, 3, 5], d: [2, 4]}
      """)
    #expect(
      labels(try sweep.points()) == [
        " h1 d4 l2 p0", " h3 d4 l2 p1", " h5 d4 l2 p2", " h3 d2 l2 p1",
      ])
  }

  @Test func layersStandAroundTheBase() throws {
    let sweep = try definition(
      """
      base: {l: 5, padding: valid}
      precision: [float, double]
      cache: cold
      layers:
        - {name: first, d: 1, a: 28, b: 20, d_out: 6, h: 5, input_gradient: false}
        - {name: second, d: 6, a: 12, b: 8, d_out: 16, h: 4, pool: 2, threads: 2}
      """)
    let points = try sweep.points()
    #expect(points.map(\.layer) == ["first", "first", "second", "second"])
    #expect(points.map(\.workload.precision) == [.float, .double, .float, .double])
    #expect(points.map(\.workload.inputGradient) == [false, false, true, true])
    #expect(points.map(\.workload.threads) == [1, 1, 2, 2])
    #expect(points.allSatisfy { $0.cache == .cold && $0.workload.geometry.l == 5 })
    #expect(points[3].workload.geometry.aOut == 4)
  }

  /// After the axes and before layers; they have no names.
  @Test func pointsStandBetweenTheAxes() throws {
    let sweep = try definition(
      """
      mode: axes
      base: {l: 2, padding: 1}
      axes: {h: [3, 5]}
      points: [{h: 5, d: 7}, {h: 3, d: 9}]
      layers: [{name: last, d: 4}]
      """)
    let points = try sweep.points()
    #expect(points.map(\.layer) == ["", "", "", "", "last"])
    #expect(points.map(\.workload.geometry.d) == [32, 32, 7, 9, 4])
    #expect(throws: Refusal.self) { try definition("points: [{name: one, d: 7}]") }
  }

  @Test func everyPointIsMeasuredInEveryStateOfTheCaches() throws {
    let sweep = try definition(
      "{cache: [hot, cold], axes: {h: [1, 3]}, precision: [float, double]}")
    let points = try sweep.points()
    #expect(points.count == 8 && Set(points).count == 8)
    #expect(points.map(\.cache) == [.hot, .cold, .hot, .cold, .hot, .cold, .hot, .cold])
  }

  @Test func anOptionTakesThePlaceOfTheFilesValues() throws {
    var sweep = try definition(
      """
      base: {a: 9, b: 7}
      axes: {h: [1, 3]}
      layers: [{name: one, d: 3}]
      """)
    try sweep.override(.init(.l, [.number(2), .number(4)]))
    try sweep.override(.init(.h, [.number(5)]))
    #expect(
      labels(try sweep.points()) == [
        " h5 d32 l2 p2", " h5 d32 l4 p2", "one h5 d3 l2 p2", "one h5 d3 l4 p2",
      ])
  }

  @Test func aPointMayGoBackwardsMoreThanOncePerForwardPass() throws {
    let sweep = try definition("axes: {reuse: 1..4*2}")
    let points = try sweep.points()
    #expect(points.map(\.workload.reuse) == [1, 2, 4])
    #expect(points[2].label.contains("reuse=4"))
    for value in [0, 1001] {
      #expect {
        try definition("base: {reuse: \(value)}").points()
      } throws: {
        "\($0)".contains("reuse is \(value), but must be from 1 to 1000")
      }
    }
  }

  @Test func withoutAnythingThereIsTheStandardPoint() throws {
    #expect(try SweepDefinition().points().count == 1)
  }

  /// How often a layer occurs tells its point from another's, but is none of what is varied.
  @Test func aLayerSaysHowOftenItOccurs() throws {
    var sweep = try definition("layers: [{name: one, count: 3}, {name: two, h: 5}]")
    try sweep.override(.init(.l, [.number(2), .number(4)]))
    let points = try sweep.points()
    #expect(points.map(\.count) == [3, 3, 1, 1])
    #expect(points[0].label.hasPrefix("one count=3 l=2 "))
    #expect(points[2].label.hasPrefix("two l=2 "))
  }

  @Test func settingsAreRead() throws {
    let sweep = try definition(
      "{strategies: [recomputed], samples: 7, interval: 5, time_budget: 0.5, seed: \(UInt64.max)}")
    #expect(sweep.strategies == ["recomputed"])
    #expect(sweep.sampling == Sampling(samples: 7, interval: 0.05, budget: .milliseconds(500)))
    #expect(sweep.seed == .max)
  }

  @Test(arguments: [
    ("", "sweep.yaml: the file is empty"),
    ("- 1", "sweep.yaml:1: this must be a mapping of keys to values"),
    ("base: [", "sweep.yaml:"),
    ("\nbase:\n  hh: 3", "sweep.yaml:3: base.hh: unknown key; known here are l, d, a"),
    ("batch: 3", "sweep.yaml:1: batch: unknown key; known here are description"),
    ("base:\n  h: 3\n  h: 5", "'h' stands twice in the mapping from here"),
    ("base:\n  h: x", "sweep.yaml:2: base.h: 'x' is not a whole number"),
    ("base:\n  h: [1, 3]", "sweep.yaml:2: base.h: several values belong under 'axes'"),
    ("axes:\n  d: 8..4*2", "sweep.yaml:2: axes.d: the range 8..4 ends before it starts"),
    ("axes:\n  d: []", "sweep.yaml:2: axes.d: '' is not a whole number"),
    ("axes:\n  d: {x: 1}", "sweep.yaml:2: axes.d: this must be a single value"),
    ("mode: all", "sweep.yaml:1: mode: 'all' is none of product, axes"),
    ("precision: half", "sweep.yaml:1: precision: 'half' is none of float, double"),
    ("cache: lukewarm", "sweep.yaml:1: cache: 'lukewarm' is none of hot, cold"),
    ("cache: []", "sweep.yaml:1: cache: the list is empty"),
    ("precision: ','", "sweep.yaml:1: precision: the list is empty"),
    ("strategies: []", "sweep.yaml:1: strategies: the list of strategies is empty"),
    ("strategies: ','", "sweep.yaml:1: strategies: the list of strategies is empty"),
    ("strategies: [cached, magic]", "sweep.yaml:1: strategies: there is no strategy 'magic'"),
    ("strategies: [cached, cached]", "the strategy 'cached' is named twice"),
    ("samples: 0", "sweep.yaml:1: samples: this must be from 1 to 1000000"),
    ("samples: 1000001", "sweep.yaml:1: samples: this must be from 1 to 1000000"),
    ("samples: 9223372036854775807", "samples: this must be from 1 to 1000000"),
    ("samples: -4", "sweep.yaml:1: samples: this must be a whole number from 0"),
    ("time_budget: 0", "sweep.yaml:1: time_budget: this must be above 0"),
    ("time_budget: nan", "sweep.yaml:1: time_budget: this must be a number"),
    ("layers:\n  - {name: x, count: 0}", "sweep.yaml:2: layers[0].count: this must be from 1 to"),
    ("layers: [{name: x, count: 1000001}]", "layers[0].count: this must be from 1 to 1000000"),
    ("base: {count: 2}", "sweep.yaml:1: base.count: unknown key"),
    ("layers:\n  - {d: 3}", "sweep.yaml:2: layers[0]: a layer needs a name"),
    (
      "layers:\n  - {name: x, h: 9, a: 3, padding: 0}",
      "sweep.yaml:2: layers[0]: the filter (h = 9) is larger than the padded input (a + 2·padding = 3)"
    ),
    ("axes:\n  h: [2]", "sweep.yaml:2: axes: padding 'same' needs an odd filter, but h is 2"),
    ("base: {d: 0}", "sweep.yaml:1: base: d is 0, but must be from 1 to 2147483647"),
    ("base: {threads: 0}", "sweep.yaml:1: base: threads is 0, but must be from 1 to"),
    ("base: {input_gradient: 1}", "base.input_gradient: this must be true or false"),
    ("base: {a: 99999999, b: 99999999}", "is too large to be computed with"),
  ])
  func complaintsNameFileLineAndKey(yaml: String, complaint: String) {
    let error = #expect(throws: Refusal.self) { try definition(yaml) }
    let text = error?.description ?? ""
    #expect(text.contains(complaint), "\(text)")
  }

  @Test func tooManyPointsAreRefused() throws {
    var sweep = SweepDefinition()
    let values = (1...1000).map { ParameterValue.number($0) }
    try sweep.override(.init(.d, values))
    try sweep.override(.init(.l, values))
    #expect(throws: Refusal.self) { try sweep.points() }
  }

  /// However the points come together: axes, layers, scalar types and caches multiply.
  @Test func noSweepHasMoreThanTheMostPoints() throws {
    var sweep = SweepDefinition()
    sweep.base.inputGradient = false
    try sweep.override(.init(.d, (1...250).map { .number($0) }))
    try sweep.override(.init(.l, (1...200).map { .number($0) }))
    sweep.precisions = [.float, .double]
    #expect(try sweep.points().count == SweepDefinition.mostPoints)
    sweep.layers = [sweep.base]
    sweep.layers[0].name = "one more"
    let error = #expect(throws: Refusal.self) { try sweep.points() }
    #expect(error?.description == "the sweep has more than 100000 points")
  }
}
