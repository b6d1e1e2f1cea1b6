import Convolution
import Foundation
import Testing

@testable import Measurement
@testable import Sweeps

@Suite struct ResumingTests {
  private let fixture: SweepFixture

  init() throws {
    fixture = try SweepFixture()
  }

  /// Whatever byte the writing stopped at: the points before it are kept, none is lost or doubled.
  @Test func aFileThatBreaksOffAtAnyByteKeepsItsWholePoints() async throws {
    let some = try SweepFixture.plan()
    let plan = SweepPlan(
      points: [some.points[0], some.points[1], some.points[5]], strategies: [Cached()],
      sampling: some.sampling, source: some.source)
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.csv")
    let labels = plan.ownPoints.map(\.label)
    let names = plan.strategies.map(\.name)
    let whole = try FinishedPoints(of: fixture.path("x.csv"), expecting: labels, by: names)
    #expect(whole.places.count == labels.count)
    #expect(whole.end == bytes.count)
    #expect(whole.tally.ok == 2)
    #expect(whole.tally.skipped == 1)
    #expect(!whole.tally.isComplete)

    // Every byte of the last two points and of the header's end, and some of the first.
    let header = CSVFile.header.utf8.count
    let lengths = (0...bytes.count).filter {
      $0 % 7 == 0 || $0 > whole.places[1].lowerBound - 3 || abs($0 - header) < 3
    }
    for length in lengths {
      try fixture.write(bytes[..<length], to: "torn.csv")
      let finished = try FinishedPoints(
        of: fixture.path("torn.csv"), expecting: labels, by: names)
      let ends = whole.places.prefix { $0.upperBound <= length }
      try #require(finished.places == Array(ends), "at byte \(length)")
      try #require(
        finished.end == ends.last?.upperBound ?? (length < header ? 0 : header), "at byte \(length)"
      )
    }
  }

  /// Pages that never reached the device are zeros, whatever the file's length says.
  @Test func zerosInTheLastPointAreTorn() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    var bytes = try fixture.bytes("x.csv")
    let labels = plan.ownPoints.map(\.label)
    let names = plan.strategies.map(\.name)
    let whole = try FinishedPoints(of: fixture.path("x.csv"), expecting: labels, by: names)
    let last = try #require(whole.places.last)
    for (range, kept) in [
      (last.lowerBound..<bytes.count, 5), (last.lowerBound..<last.lowerBound + 40, 5),
      (last.lowerBound + 60..<bytes.count, 5),
    ] {
      var torn = bytes
      for index in range { torn[index] = 0 }
      try fixture.write(torn, to: "torn.csv")
      let finished = try FinishedPoints(
        of: fixture.path("torn.csv"), expecting: labels, by: names)
      #expect(finished.places.count == kept)
    }
    // Zeros before points that were finished are another matter: nothing is thrown away.
    for index in whole.places[1] { bytes[index] = 0 }
    try fixture.write(bytes, to: "broken.csv")
    #expect(throws: SweepFilesError.self) {
      _ = try FinishedPoints(of: fixture.path("broken.csv"), expecting: labels, by: names)
    }
  }

  /// Points of one row each are so short that zeros in one of them may pass for a single torn one.
  @Test func zerosBeforeAFinishedPointAreNoTornOne() async throws {
    let points = try (0..<12).map { index in
      Point(
        layer: "",
        workload: Workload(
          geometry: try ConvolutionGeometry(
            l: 2, d: 64, a: 20000 + index, b: 20000, dOut: 4, h: 3, padding: 1)))
    }
    let some = try SweepFixture.plan()
    let plan = SweepPlan(
      points: points, strategies: Strategies.all, sampling: some.sampling, source: some.source)
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.csv")
    let labels = plan.ownPoints.map(\.label)
    let names = plan.strategies.map(\.name)
    let path = fixture.path("x.csv")
    let whole = try FinishedPoints(of: path, expecting: labels, by: names)
    #expect(whole.tally.skipped == 12 * names.count)
    for (place, range) in whole.places.enumerated() {
      var broken = bytes
      for index in range.lowerBound + 3..<range.lowerBound + 13 { broken[index] = 0 }
      try fixture.write(broken, to: "x.csv")
      let finished = try? FinishedPoints(of: path, expecting: labels, by: names)
      #expect(finished?.places.count == (place == 11 ? 11 : nil), "point \(place)")
    }
  }

  @Test func anInterruptedSweepGoesOnWhereItStopped() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let expected = try fixture.points()
    let bytes = try fixture.bytes("x.csv")
    let whole = try FinishedPoints(
      of: fixture.path("x.csv"), expecting: plan.ownPoints.map(\.label),
      by: plan.strategies.map(\.name))
    for part in [0, 10, CSVFile.header.utf8.count, bytes.count / 3, bytes.count / 2, bytes.count] {
      try fixture.write(bytes[..<part], to: "x.csv")
      let measured = try await fixture.sweep(plan, .continuing(onAnyMachine: false))
      let points = try fixture.points()
      #expect(points.map(\.label) == expected.map(\.label))
      #expect(points.map(\.rows) == expected.map(\.rows))
      #expect(try !ResultsFile(path: fixture.path("x.csv")).isTorn)
      #expect(measured == 6 - whole.places.count { $0.upperBound <= part })
    }
    // Where nothing is there, resuming begins.
    #expect(try await fixture.sweep(plan, to: "y.csv", .continuing(onAnyMachine: false)) == 6)
  }

  /// Where the CSV was just created nothing is lost, whatever stands beside it, or does not yet.
  @Test(arguments: [0, 10, CSVFile.header.utf8.count])
  func whatHasNoRowsBeginsAnew(length: Int) async throws {
    let plan = try SweepFixture.plan()
    let other = try SweepFixture.plan(seed: 8)
    try await fixture.sweep(other)
    let header = try fixture.bytes("x.csv")[..<length]
    for name in [nil, "x.sweep.json", "x.machine.json"] {
      try fixture.write(header, to: "x.csv")
      if let name { try FileManager.default.removeItem(atPath: fixture.path(name)) }
      #expect(try await fixture.sweep(plan, .continuing(onAnyMachine: false)) == 6)
      #expect(try fixture.points().map(\.label) == plan.ownPoints.map(\.label))
      // Now it is this sweep's.
      #expect(try await fixture.sweep(plan, .continuing(onAnyMachine: false)) == 0)
    }
  }

  /// Nothing beside it says that it was a sweep's.
  @Test(arguments: [
    "precious\u{0}binary", String(repeating: "\u{0}", count: 20_000), "layer,\u{0}",
  ])
  func aFileOfSomethingElseIsNeverContinued(text: String) async throws {
    try fixture.write(text.utf8, to: "x.csv")
    await #expect(throws: SweepFilesError.self) {
      try await fixture.sweep(try SweepFixture.plan(), .continuing(onAnyMachine: true))
    }
    #expect(try fixture.bytes("x.csv") == Array(text.utf8))
    #expect(try fixture.folder.names == ["x.csv"])
  }

  @Test func anotherSweepIsRefusedWithTheReason() async throws {
    let path = fixture.path("x.csv")
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.csv")
    let fewer = SweepPlan(
      points: Array(plan.points.dropLast()), strategies: plan.strategies, sampling: plan.sampling,
      source: plan.source)
    let images = try LabelledImages(
      images: [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9],
      labels: [0, 0, 8, 1, 0, 0, 0, 1, 0])
    let withImages = SweepPlan(
      points: plan.points, strategies: plan.strategies, sampling: plan.sampling,
      source: InputSource(seed: 7, images: images))
    for (other, reason) in [
      (try SweepFixture.plan(samples: 2), "its number of samples is 1, not 2"),
      (try SweepFixture.plan(seed: 8), "its seed is 7, not 8"),
      (try SweepFixture.plan(strategies: [Cached()]), "it has the strategy 'recomputed' as well"),
      (
        try SweepFixture.plan(strategies: [Recomputed(), Cached()]),
        "it has each strategy, but in another order"
      ),
      (try SweepFixture.plan(strategies: Strategies.all), "it lacks the strategy 'tiled'"),
      (try SweepFixture.plan(shard: Shard(index: 1, of: 2)), "its shard is not set, not 1/2"),
      (fewer, "it has the point '\(plan.points[5].label)' as well"),
      (withImages, "its checksum of images is not set, not \(images.checksum)"),
    ] {
      await #expect(throws: SweepFilesError.otherSweep(path: path, reason: reason)) {
        try await fixture.sweep(other, .continuing(onAnyMachine: false))
      }
    }
    #expect(try fixture.bytes("x.csv") == bytes)
  }

  @Test func anotherMachineIsRefusedUnlessForced() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.csv")
    try fixture.write(bytes[..<(bytes.count / 2)], to: "x.csv")
    var other = SweepFixture.machine
    other.processor.name = "C"
    await #expect(
      throws: SweepFilesError.otherMachine(
        path: fixture.path("x.csv"), reason: "its processor is A, \"B\", not C")
    ) { try await fixture.sweep(plan, .continuing(onAnyMachine: false), on: other) }
    other = SweepFixture.machine
    other.blas.kernel.name = "Prescott"
    await #expect(throws: SweepFilesError.self) {
      try await fixture.sweep(plan, .continuing(onAnyMachine: false), on: other)
    }
    try await fixture.sweep(plan, .continuing(onAnyMachine: true), on: other)
    let kernels = try ResultsFile(path: fixture.path("x.csv")).rows.map(\.blasKernel)
    #expect(Set(kernels) == ["K", "Prescott"])
    #expect(try fixture.points().count == 6)
  }

  /// Each kind of machine that rows come from has its facts beside them, once.
  @Test func aForcedMachineHasItsFactsBesideTheFirsts() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.csv")
    var other = SweepFixture.machine
    other.processor.name = "C"
    for machine in [other, SweepFixture.machine, other] {
      try fixture.write(bytes[..<(bytes.count / 2)], to: "x.csv")
      try await fixture.sweep(plan, .continuing(onAnyMachine: true), on: machine)
    }
    let names = ["x.csv", "x.machine-2.json", "x.machine.json", "x.sweep.json"]
    #expect(try fixture.folder.names == names)
    #expect(try fixture.bytes("x.machine-2.json") == Array(other.json()))
    #expect(try fixture.bytes("x.machine.json") == Array(SweepFixture.machine.json()))
    // Both are its machines now.
    #expect(try await fixture.sweep(plan, .continuing(onAnyMachine: false), on: other) == 0)
    try ShardMerge(of: [fixture.path("x.csv")]).write(
      to: fixture.path("merged.csv"), overwrites: false)
    #expect(try fixture.bytes("merged.machine-2.json") == Array(other.json()))
    // A new sweep in its place has one machine; without leave it overwrites nothing.
    for name in ["x.csv", "x.sweep.json", "x.machine.json"] {
      try FileManager.default.removeItem(atPath: fixture.path(name))
    }
    await #expect(
      throws: SweepFilesError.output(.exists(path: fixture.path("x.machine-2.json")))
    ) { try await fixture.sweep(plan) }
    #expect(try await fixture.sweep(plan, .overwriting) == 6)
    #expect(try !fixture.folder.names.contains("x.machine-2.json"))
  }

  /// Rates that were measured before stay; where there were none, those of now stand with the facts.
  @Test func ratesAskedForLaterAreKept() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    var asked = SweepFixture.machine
    asked.load = 3
    asked.rates = MachineRates(sgemmGFLOPs: 100, copyGBs: 20, copyBytes: 1 << 20)
    var kept = SweepFixture.machine
    kept.rates = asked.rates
    try await fixture.sweep(plan, .continuing(onAnyMachine: false), on: asked)
    #expect(try fixture.bytes("x.machine.json") == Array(kept.json()))
    asked.rates?.copyGBs = 30
    try await fixture.sweep(plan, .continuing(onAnyMachine: false), on: asked)
    #expect(try fixture.bytes("x.machine.json") == Array(kept.json()))
  }

  @Test func otherColumnsAndForeignRowsAreRefusedWithTheirLine() async throws {
    let path = fixture.path("x.csv")
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let text = String(decoding: try fixture.bytes("x.csv"), as: UTF8.self)
    func refusal(of changed: String) async throws -> String {
      try fixture.write(changed.utf8, to: "x.csv")
      do {
        try await fixture.sweep(plan, .continuing(onAnyMachine: false))
        return ""
      } catch let error as SweepFilesError {
        #expect(try fixture.bytes("x.csv") == Array(changed.utf8))
        return error.description
      }
    }
    func replacing(_ old: String, _ new: String) -> String {
      text.replacing(old, with: new, maxReplacements: 1)
    }
    let column = try await refusal(of: replacing("layer,strategy", "layer,method"))
    #expect(column == "\(path) has not the columns of this version: it lacks 'strategy'")
    let added = try await refusal(of: replacing("layer,strategy", "layer,extra,strategy"))
    #expect(added.hasSuffix("it has 'extra'"))
    #expect(try await refusal(of: "precious\r\n").contains("has not the columns"))
    #expect(try await refusal(of: "precious").contains("has not the columns"))
    let other = try await refusal(
      of: replacing("\r\n,cached,gemm_s,2,1,5", "\r\n,cached,gemm_s,2,1,4"))
    #expect(other.hasPrefix("\(path):3: "))
    let broken = try await refusal(
      of: replacing("\r\n,cached,gemm_s,2,1,5", "\r\n,cached,gemm_s,2,x,5"))
    #expect(broken.hasPrefix("\(path):3: d: 'x'"))
    let doubled = try await refusal(of: text + text.split(separator: "\r\n")[1] + "\r\n")
    #expect(doubled.contains("instead of the end"))
    try FileManager.default.removeItem(atPath: fixture.path("x.sweep.json"))
    #expect(try await refusal(of: text).contains("x.sweep.json, which says what"))
  }

  @Test func nothingThatIsThereIsOverwrittenUnlessForced() async throws {
    let plan = try SweepFixture.plan()
    try await fixture.sweep(plan)
    let bytes = try fixture.bytes("x.csv")
    await #expect(throws: SweepFilesError.output(.exists(path: fixture.path("x.csv")))) {
      try await fixture.sweep(plan)
    }
    #expect(try fixture.bytes("x.csv") == bytes)
    // What stands beside it is an output as well.
    try FileManager.default.removeItem(atPath: fixture.path("x.csv"))
    await #expect(throws: SweepFilesError.output(.exists(path: fixture.path("x.sweep.json")))) {
      try await fixture.sweep(plan)
    }
    #expect(try await fixture.sweep(plan, .overwriting) == 6)
  }

  /// Whatever stops a sweep that takes another's place, rows are never beside a record that is not
  /// theirs.
  @Test func rowsGiveWayBeforeWhatSaysWhatTheyAre() async throws {
    try await fixture.sweep(try SweepFixture.plan())
    let record = try fixture.bytes("x.sweep.json")
    // Nothing can be written there.
    try FileManager.default.removeItem(atPath: fixture.path("x.machine.json"))
    try FileManager.default.createDirectory(
      atPath: fixture.path("x.machine.json"), withIntermediateDirectories: false)
    await #expect(throws: SweepFilesError.self) {
      try await fixture.sweep(try SweepFixture.plan(seed: 8), .overwriting)
    }
    #expect(try fixture.bytes("x.csv") == Array(CSVFile.header.utf8))
    #expect(try fixture.bytes("x.sweep.json") == record)
  }

  @Test func outputsWithoutTheCSVsExtensionHaveNothingInCommon() {
    let names = ["x.csv", "x.cached", "x.tiled", "x", "x.csv.gz"]
    #expect(Set(names.map { SweepFiles(csv: $0).record }).count == 4)
    #expect(SweepFiles(csv: "x.tiled").record == "x.tiled.sweep.json")
    #expect(SweepFiles(csv: "a.b/x.csv").machine == "a.b/x.machine.json")
  }

  /// Two processes at one file would double its points, and what stands beside it would belong to
  /// another sweep.
  @Test func aFileThatIsBeingWrittenIsLeftAlone() async throws {
    let plan = try SweepFixture.plan()
    let another = try SweepFixture.plan(samples: 2, strategies: [Cached()])
    var machine = SweepFixture.machine
    machine.processor.name = "C"
    let path = fixture.path("x.csv")
    let files = SweepFiles(csv: path)
    let open = try files.begin(.new, plan: plan.record, on: SweepFixture.machine)
    let beside = try ["x.sweep.json", "x.machine.json"].map(fixture.bytes)
    for beginning in [SweepFiles.Beginning.overwriting, .continuing(onAnyMachine: false)] {
      for plan in [plan, another] {
        await #expect(throws: SweepFilesError.output(.inUse(path: path))) {
          try await fixture.sweep(plan, beginning, on: machine)
        }
      }
    }
    try open.csv.append([])
    #expect(try fixture.bytes("x.csv") == Array(CSVFile.header.utf8))
    #expect(try ["x.sweep.json", "x.machine.json"].map(fixture.bytes) == beside)
  }
}
