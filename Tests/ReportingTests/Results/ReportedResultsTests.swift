import Convolution
import Foundation
import Measurement
import Sweeps
import TestFixtures
import Testing

@testable import Reporting

@Suite struct ReportedResultsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func sweep(_ rows: [RecordedRow], moreColumns: [String] = []) throws -> ReportedSweep {
    let path = try folder.csv("runs.csv", rows, moreColumns: moreColumns)
    return try #require(try ReportedResults(paths: [path]).sweeps.first)
  }

  private func sentence(_ sweep: ReportedSweep, _ topic: Finding.Topic) throws -> String {
    try #require(sweep.findings.first { $0.topic == topic }).sentence
  }

  @Test func rowsBecomeStepsWithTheirOperations() throws {
    let sweep = try sweep(try Fixture.sweep())
    #expect(sweep.places.count == 8)
    #expect(sweep.strategies == ["cached", "recomputed"])
    #expect(sweep.notes.isEmpty)
    for place in sweep.places {
      #expect(place.steps.map(\.strategy) == ["cached", "recomputed"])
      #expect(place.steps[0].parts.count >= 6)
    }
    let first = try #require(sweep.places.first?.steps.first)
    #expect(first.source.file == "runs.csv")
    // The step's row follows those of its operations and the header.
    #expect(first.source.line == first.parts.count + 2)
  }

  @Test func theTradeIsCountedAndSaidWithItsRows() throws {
    let sweep = try sweep(try Fixture.sweep())
    let finding = try #require(sweep.findings.first)
    #expect(
      finding.sentence.hasPrefix(
        "cached was faster than recomputed at 5 of 7 points, slower at 2."))
    // (1.2⁵ · 0.8²)^(1/7)
    #expect(finding.sentence.contains("recomputed takes 1.07 × cached's time"))
    #expect(finding.sentence.contains("from 0.80 × [0.78, 0.82] (d=32 h=7 padding=3)"))
    #expect(finding.sentence.contains("to 1.20 × [1.18, 1.22]"))
    #expect(finding.evidence.count == 2)
    #expect(
      try sentence(sweep, .crossover)
        == "Of cached and recomputed: between h = 5 and 7 cached becomes the slower; along d cached "
        + "is the faster wherever the intervals tell (4 of 4 values).")
  }

  /// What one series does is said of that series, and the others are counted.
  @Test func everySeriesOfAProductSweepHasASay() throws {
    let rows = try [1, 3, 5, 7].flatMap { h in
      try [4, 8, 128].flatMap { d -> [RecordedRow] in
        let point = try Fixture.point(d: d, h: h)
        let factor = h == 1 || (d == 128 && h > 3) ? 1.5 : 0.7
        return [
          Fixture.step(point, "cached", seconds: 1),
          Fixture.step(point, "recomputed", seconds: factor),
          Fixture.step(point, "tiled", seconds: 0.8),
        ]
      }
    }
    let found = try sweep(rows).findings.filter { $0.topic == .crossover }
    #expect(
      found.map(\.sentence) == [
        "Of cached and recomputed: of 3 series along h cached is the slower wherever the intervals "
          + "tell in 2, both in turn in 1 (between h = 3 and 5, at d=128, cached becomes the faster); "
          + "of 3 series along d cached is the slower wherever the intervals tell in 1, both in turn "
          + "in 2 (between d = 8 and 128, at h=5 padding=2, cached becomes the faster; between d = 8 "
          + "and 128, at h=7 padding=3, cached becomes the faster).",
        "Of cached and tiled: along h, d cached is the slower wherever the intervals tell (18 of 18 "
          + "values in 6 series).",
      ])
    #expect(found[0].evidence.count == 6)
  }

  /// Layers of other names are a series like others, if they are three; two are a coincidence.
  @Test(arguments: [2, 3])
  func layersOfManyNamesCanBeASeries(count: Int) throws {
    let rows = try (1...count).flatMap { l in
      let point = try Fixture.point(layer: "layer \(l)", l: l)
      return [
        Fixture.step(point, "cached", seconds: 1), Fixture.step(point, "tiled", seconds: 2),
      ]
    }
    let sweep = try sweep(rows)
    #expect(SweptAxis.all(of: sweep).map(\.parameter) == (count == 3 ? [.l] : []))
    #expect(sweep.findings.contains { $0.topic == .crossover } == (count == 3))
  }

  /// The same on one page: parts of sums, in the figure as in what `verify` says.
  @Test func largePointsWeighInSharesWhatTheyTake() throws {
    let rows = try [(1, 1e-3, 0.5), (8, 1.0, 0.9)].flatMap { l, seconds, part -> [RecordedRow] in
      let point = try Fixture.point(l: l)
      return Fixture.operations(point, "cached", seconds: seconds).map { row in
        var row = row
        row.timeMedian = row.timeMedian.map {
          row.operation.isProduct ? $0 / 0.9 * part : $0 / 0.1 * (1 - part)
        }
        return row
      } + [Fixture.step(point, "cached", seconds: seconds)]
    }
    let sweep = try sweep(rows)
    let shares = try #require(OperationShares(of: "cached", in: sweep))
    #expect(abs(shares.productTime - (0.5e-3 + 0.9) / 1.001) < 1e-12)
    let verified = try #require(sweep.verification?.verification.shares.first)
    let time = try #require(verified.productTimeShare)
    #expect(abs(shares.productTime - time.median) < 1e-12)
    #expect(abs(shares.productFlops - verified.productFlopShare) < 1e-12)
  }

  @Test func productsAndFormulasAreSummedUp() throws {
    var rows = try Fixture.sweep()
    let good = try sweep(rows)
    #expect(try sentence(good, .products).contains("take 90.0 % by cached, 90.0 % by recomputed"))
    #expect(try sentence(good, .formulas).contains("equal their formulas exactly in all"))
    rows[3].flops = (rows[3].flops ?? 0) + 1
    let bad = try #require(try sweep(rows).findings.first { $0.topic == .formulas })
    #expect(bad.sentence.hasPrefix("In 1 of "))
    #expect(bad.evidence.map(\.line) == [5])
  }

  @Test func anAxisHasThePointsThatDifferInItAlone() throws {
    let axes = SweptAxis.all(of: try sweep(try Fixture.sweep()))
    #expect(axes.map(\.parameter) == [.h, .d])
    #expect(axes[0].places.map(\.value) == [1, 3, 5, 7, 9])
    #expect(axes[1].places.map(\.value) == [8, 16, 32, 64])
    #expect(axes[0].common == "l 8, d 32, a 28, b 32, d_out 64")
    #expect(SweptPlane.largest(of: try sweep(try Fixture.sweep())) == nil)
  }

  @Test func ofManyValuesSomeAreShownAndThatIsSaid() throws {
    let rows = try (1...450).map { Fixture.step(try Fixture.point(l: $0), "cached", seconds: 1) }
    let sweep = try sweep(rows)
    let axis = try #require(SweptAxis.all(of: sweep).first)
    #expect(axis.count == 450)
    #expect(axis.places.count == 150)
    #expect(axis.places.first?.value == 1)
    #expect(sweep.figures[0].caption.contains("Of 450 values 150 are shown"))
  }

  @Test func aProductSweepHasAPlane() throws {
    var rows: [RecordedRow] = []
    for h in [1, 3, 5] {
      for d in [4, 8, 16, 32] {
        let point = try Fixture.point(d: d, h: h)
        rows.append(Fixture.step(point, "cached", seconds: 1))
        rows.append(Fixture.step(point, "recomputed", seconds: d > 8 ? 1.5 : 0.7, ratio: nil))
      }
    }
    let sweep = try sweep(rows)
    let plane = try #require(SweptPlane.largest(of: sweep))
    #expect((plane.x, plane.y) == (.h, .d))
    #expect(plane.places.count == 12)
    let figure = try #require(sweep.mapFigure)
    #expect(figure.plot.cells.count == 12)
    #expect(Set(figure.plot.cells.map(\.text)) == ["0.70", "1.50"])
    // With h = 1 φ(pad(Z)) is Z: nothing is kept, and nothing is told of keeping.
    #expect(figure.caption.contains("Blue: keeping φ saves time there (4 of 8 points"))
    #expect(figure.caption.contains("Grey: φ(pad(Z)) is Z itself there"))
    for cell in figure.plot.cells {
      #expect((cell.colour == ReportedSweep.neutral) == (cell.x == 0))
    }
  }

  @Test func otherProgramsJoinThePointsTheyMeasured() throws {
    let rows = try Fixture.sweep()
    let own = try folder.csv("own.csv", rows)
    let point = try Fixture.point(h: 3)
    let peers = try folder.csv("peers.csv", [Fixture.step(point, "onednn", seconds: 0.001)])
    let results = try ReportedResults(paths: [peers, own])
    #expect(results.sweeps.map(\.name) == ["own"])
    let sweep = try #require(results.sweeps.first)
    #expect(sweep.peers == ["onednn"])
    let finding = try #require(sweep.findings.first { $0.topic == .peers })
    #expect(finding.evidence.first == RowReference(file: "peers.csv", line: 2))
  }

  @Test func filesOfOneNameStayApart() throws {
    let path = try folder.csv("x y.csv", try Fixture.sweep())
    let results = try ReportedResults(paths: [path, path])
    #expect(results.sweeps.map(\.name) == ["x y", "x y-2"])
    let ids = results.sweeps.flatMap { $0.figures.map(\.id) }
    #expect(Set(ids).count == ids.count)
  }

  @Test func whatIsOddIsNoted() throws {
    let point = try Fixture.point()
    let twice = [
      Fixture.step(point, "cached", seconds: 1), Fixture.step(point, "cached", seconds: 2),
    ]
    let sweep = try sweep(twice, moreColumns: ["colour"])
    #expect(sweep.places[0].measured("cached")?.time?.median == 2)
    #expect(sweep.notes.count == 2)
    #expect(sweep.notes[0].contains("1 steps stand in the file more than once"))
    #expect(sweep.notes[1].contains("passed over: colour"))
  }

  /// On B keeping φ saves what it costs on A.
  @Test func machinesStayApartInOneFileAndInTwo() throws {
    let points = try [3, 5, 7].map { try Fixture.point(h: $0) }
    func rows(_ cpu: String, _ ratio: Double) -> [RecordedRow] {
      points.flatMap { point -> [RecordedRow] in
        var product = RecordedRow(point: point, strategy: "cached", operation: .gemmS)
        (product.timeMedian, product.cpu) = (0.5, cpu)
        return [
          product, Fixture.step(point, "cached", seconds: 1, cpu: cpu, ratio: 1),
          Fixture.step(point, "recomputed", seconds: ratio, cpu: cpu, ratio: ratio),
        ]
      }
    }
    let (a, b) = (rows("Processor A", 1.2), rows("Processor B", 0.8))
    let other = try TemporaryFolder()
    let mixed = zip(a, b).flatMap { [$0, $1] }
    for paths in [
      [try folder.csv("mixed.csv", mixed)],
      [try folder.csv("runs.csv", a), try other.csv("runs.csv", b)],
    ] {
      let results = try ReportedResults(paths: paths)
      #expect(results.sweeps.map(\.processor) == ["Processor A", "Processor B"])
      #expect(results.sweeps[0].title.hasSuffix(" on Processor A (SkylakeX)"))
      for (sweep, seconds) in zip(results.sweeps, [1.2, 0.8]) {
        #expect(sweep.measured.count == 6)
        #expect(Set(sweep.measured.compactMap(\.time?.median)) == [1, seconds])
        #expect(sweep.verification?.verification.trades.first?.points.count == 3)
      }
      let answers = results.sweeps.compactMap(\.answer?.sentence)
      #expect(
        answers[0].hasPrefix("Keeping φ saves time here: it is faster than recomputed at 3 of 3"))
      #expect(
        answers[1].hasPrefix(
          "Keeping φ does not pay here: it is faster than recomputed at 0 of 3 points"))
      #expect(MachineTable(results.sweeps).table.columns.count == 3)
      #expect(Answers(results.sweeps).trades.rows.count == 2)
      let rows = results.sweeps.flatMap { $0.answer?.evidence.map(\.description) ?? [] }
      #expect(Set(rows).isDisjoint(with: ["runs.csv:2"]))
    }
    let noted = try ReportedResults(paths: [folder.url.appendingPathComponent("mixed.csv").path])
    #expect(
      noted.sweeps[1].notes
        == ["mixed.csv has rows of 2 processors; these are those of Processor B, by themselves."])
  }

  @Test func otherProgramsOfAnotherMachineStayByThemselves() throws {
    let own = try folder.csv("own.csv", try Fixture.sweep())
    let point = try Fixture.point(h: 3)
    let peers = try folder.csv(
      "peers.csv", [Fixture.step(point, "onednn", seconds: 0.001, cpu: "Processor B")])
    let results = try ReportedResults(paths: [own, peers])
    #expect(results.sweeps.map(\.name) == ["own", "peers"])
    #expect(results.sweeps[0].peers.isEmpty)
  }

  @Test func fewMachinesOfManyAreShown() throws {
    let point = try Fixture.point()
    let rows = (0..<20).map { Fixture.step(point, "cached", seconds: 1, cpu: "Processor \($0)") }
    let results = try ReportedResults(paths: [try folder.csv("many.csv", rows)])
    #expect(results.sweeps.count == 16)
    #expect(results.sweeps[0].notes.contains { $0.contains("4 rows of further ones") })
  }

  /// Two runs in one file: of each operation, as of each step, the last row counts.
  @Test func ofDoubledRowsTheLastCounts() throws {
    let point = try Fixture.point()
    func run(_ seconds: Double) -> [RecordedRow] {
      Fixture.operations(point, "cached", seconds: seconds)
        + [Fixture.step(point, "cached", seconds: seconds)]
    }
    let (first, second) = (run(1), run(3))
    let twice = try sweep(first + second)
    let once = try sweep(second)
    let (parts, alone) = (
      try #require(twice.measured.first?.parts), try #require(once.measured.first?.parts)
    )
    #expect(parts.map(\.operation) == alone.map(\.operation))
    #expect(parts.map(\.time) == alone.map(\.time))
    let found = try #require(twice.verification?.verification)
    #expect(found.shares.map(\.operations.count) == [alone.count])
    #expect(abs((found.shares[0].operations.map(\.seconds).reduce(0, +)) - 3) < 1e-9)
  }

  /// What `verify` says of a file the report says, too, also where the machine's facts are missing.
  @Test func withoutFactsTheCachesAreThoseOfThisMachineOnlyWhereItIsNamed() throws {
    let here = Processor.ofThisMachine()
    var rows = try Fixture.sweep()
    #expect(try sweep(rows).verification?.verification.caches == Caches())
    for index in rows.indices { rows[index].cpu = here.name }
    let found = try #require(try sweep(rows).verification?.verification)
    #expect(found.caches == (here.name == nil ? Caches() : here.caches))
    _ = try folder.file("runs.machine.json", "{}")
    #expect(try sweep(rows).notes.contains { $0.contains("does not hold a machine's facts") })
  }

  @Test func gapsAreSaid() throws {
    let (p, q) = (try Fixture.point(h: 3), try Fixture.point(h: 5))
    let sweep = try sweep([
      Fixture.missing(p, "cached", .skipped, "needs 9 GiB"),
      Fixture.missing(q, "cached", .failed, "killed"),
    ])
    #expect(sweep.measured.isEmpty)
    let finding = try #require(sweep.findings.first)
    #expect(finding.topic == .gaps)
    #expect(
      finding.sentence
        == "Not measured: 1 skipped, 1 failed; the first because: needs 9 GiB.")
    #expect(sweep.figures.isEmpty)
  }

  @Test func aFrontIsWhatNothingBeats() {
    let points = [(1.0, 5.0), (2, 3), (3, 4), (4, 1), (4, 2), (1, 6)].map { PlotPoint($0, $1) }
    #expect(
      ParetoFront.of(points).map(\.x) == [1, 2, 4]
        && ParetoFront.of(points).map(\.y) == [5, 3, 1])
    #expect(ParetoFront.of([]).isEmpty)
  }
}
