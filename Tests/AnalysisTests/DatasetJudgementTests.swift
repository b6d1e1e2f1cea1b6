import Convolution
import Foundation
import Machine
import Sweeps
import TestFixtures
import Testing

@testable import Analysis
@testable import Measurement
@testable import Results

@Suite struct DatasetJudgementTests {
  private typealias Operation = Convolution.Operation

  private func results() throws -> SyntheticResults {
    try SyntheticResults(
      strategies: [Recomputed()], operations: [.phi, .gemmS, .gemmDW, .gemmV, .step])
  }

  private func dataset(_ csv: String) throws -> Dataset {
    Dataset(try ResultsFile(CSVReader(Array(csv.utf8), name: "x.csv")))
  }

  private func found(_ csv: String) throws -> Verification {
    Verification(of: try dataset(csv))
  }

  @Test func theOrderOfRowsDoesNotMatter() throws {
    let ordered = try results()
    var shuffled = ordered
    var generator = SeededGenerator(seed: 5)
    shuffled.rows.shuffle(using: &generator)
    let (left, right) = (try ordered.timeExponents(), try shuffled.timeExponents())
    #expect(left.count == right.count)
    for (one, other) in zip(left, right) {
      #expect(one.strategy == other.strategy && one.operation == other.operation)
      #expect(one.parameter == other.parameter && abs(one.exponent - other.exponent) < 1e-6)
    }
    #expect(try shuffled.verification().verdict == .pass)
  }

  @Test func repeatedRowsAreNamedAndTheirCountsStillChecked() throws {
    var results = try results()
    results.rows.append(results.rows[0])
    results.rows.append(results.rows[0])
    results.rows[results.rows.count - 1].elements = 5
    let found = try results.verification()
    let lines = [results.rows.count, results.rows.count + 1]
    #expect(try results.dataset().issues == [.rows(.repeated, lines: [2, lines[0]])])
    #expect(found.counts.differences.map(\.row.line) == [lines[1]])
    #expect(!found.exponents.isEmpty && found.exponents.allSatisfy { $0.verdict == .theta })
  }

  /// Nor is the file's own formula believed of a step's row that another one takes the place of.
  @Test func aRepeatedPeakIsComparedWithTheFormulaComputedHere() throws {
    var results = try results()
    var row = try #require(results.rows.first { $0.operation == .step })
    (row.peakBytes, row.peakBytesFormula) = (5, 5)
    results.rows.insert(row, at: 0)
    let counts = try results.verification().counts
    #expect(counts.differences.map(\.row.line) == [2])
    #expect(counts.differences.map(\.column) == [.peakBytes])
    #expect(counts.verdict == .fail)
  }

  /// Each run of a file has the width of tiles that its own rows name.
  @Test func aRepeatedPeakIsThatOfItsOwnTiles() throws {
    func results(_ l2Bytes: Int) throws -> SyntheticResults {
      var results = try SyntheticResults(
        strategies: [Tiled()], operations: [.step], tilesForL2Bytes: l2Bytes)
      for index in results.rows.indices {
        let workload = results.rows[index].point.workload
        results.rows[index].tileColumnsUsed = workload.tileColumns(forL2Bytes: l2Bytes)
      }
      return results
    }
    var both = try results(64 << 10)
    let later = try results(8 << 20).rows
    #expect(both.rows.map(\.peakBytes) != later.map(\.peakBytes))
    both.rows += later
    #expect(try both.verification().counts.verdict == .pass)
  }

  /// Another program's version is no build of phibench.
  @Test func buildsAreThoseOfOwnRows() throws {
    var results = try results()
    for index in results.rows.indices { results.rows[index].version = "1" }
    let row = try #require(results.rows.last)
    var peer = RecordedRow(
      point: row.point, strategy: Strategy(named: "onednn"), operation: .step)
    (peer.timeMedian, peer.version) = (1, "3.5")
    results.rows.append(peer)
    let dataset = try results.dataset()
    #expect(dataset.builds == ["1"])
    #expect(dataset.facts.first { $0.name == "builds of phibench" }?.values == ["1"])
  }

  @Test func aTimeOfZeroIsSetAside() throws {
    var results = try results()
    results.rows[4].timeMedian = 0
    let found = try results.verification()
    #expect(try results.dataset().issues == [.rows(.timeNotPositive, lines: [6])])
    #expect(found.verdict == .pass)
  }

  @Test(arguments: ["nan", "inf", "-1e-3", "soon"])
  func whatIsNoTimeIsRefusedByLineAndColumn(cell: String) throws {
    let csv = try results().csv()
    let time = try #require(try results().rows[0].timeMedian).description
    let broken = csv.replacing(",ok,,\(time),", with: ",ok,,\(cell),", maxReplacements: 1)
    #expect(broken != csv)
    let error = #expect(throws: Refusal.self) { try found(broken) }
    #expect(error?.description.contains(":2: ") == true)
    #expect(error?.description.contains("time_s: '\(cell)'") ?? false)
  }

  @Test func foreignColumnsAndStrategiesAreNamedOnce() throws {
    let csv = try results().csv()
    let lines = csv.split(separator: "\r\n").enumerated().map { index, line in
      line + (index == 0 ? ",mood" : ",fine")
    }
    let text = lines.joined(separator: "\r\n") + "\r\n"
    let foreign = lines[2].replacing(",recomputed,", with: ",onednn,") + "\r\n"
    let found = try found(text + foreign + foreign)
    let issues = try dataset(text + foreign + foreign).issues
    #expect(issues.contains(.unknownColumns(["mood"])))
    #expect(issues.contains(.otherPrograms(["onednn"])))
    #expect(found.verdict == .pass)
  }

  @Test func aParameterThatWasNotSweptIsNamed() throws {
    var definition = SyntheticResults.axes
    definition.axes = [
      .init(.h, [3, 5, 7, 9, 11].map { .number($0) }), .init(.d, [6, 12].map { .number($0) }),
    ]
    let found = try SyntheticResults(definition).verification()
    #expect(found.unswept == [.d: 2, .dOut: 1, .a: 1, .b: 1, .l: 1])
    #expect(Set(found.exponents.map(\.parameter)) == [.h])
    // What products do to the caches before the mask meets Z is seen along d_out alone.
    for exponent in found.exponents {
      #expect(exponent.verdict == (exponent.operation == .reluMask ? .inconclusive : .theta))
      #expect(exponent.remedy?.contains("d_out") ?? true)
    }
  }

  @Test func withoutASweepNothingIsProved() throws {
    var definition = SweepDefinition()
    definition.axes = []
    let found = try SyntheticResults(definition).verification()
    #expect(found.counts.verdict == .pass)
    #expect(found.exponentVerdict == .inconclusive && found.verdict == .inconclusive)
    let header = try SyntheticResults(definition).csv().prefix { $0 != "\r\n" }
    #expect(try self.found(header + "\r\n").verdict == .inconclusive)
  }

  /// An interval that cannot be one is none, and a file with one still has numbers only.
  @Test(arguments: [
    (0.0, 2.0), (0.5, 0.75),
  ])
  func anIntervalThatHoldsNoTimeIsSetAside(low: Double, high: Double) throws {
    var results = try results()
    let time = try #require(results.rows[4].timeMedian)
    (results.rows[4].timeLow, results.rows[4].timeHigh) = (low * time, high * time)
    let found = try results.verification()
    #expect(try results.dataset().issues == [.rows(.timeNotEnclosed, lines: [6])])
    #expect(found.verdict == .pass)
    #expect(throws: Never.self) { try JSONEncoder().encode(found) }
  }

  @Test func aRatioOutsideItsIntervalHasNone() throws {
    var results = try SyntheticResults(strategies: [Cached(), Recomputed()], operations: [.step])
    for index in results.rows.indices where results.rows[index].strategy == "recomputed" {
      (results.rows[index].ratioMedian, results.rows[index].ratioTo) = (1.5, "cached")
      (results.rows[index].ratioLow, results.rows[index].ratioHigh) = (1.6, 1.7)
    }
    let found = try results.verification()
    let lines = results.rows.indices.filter { $0 % 2 == 1 }.map { $0 + 2 }
    #expect(try results.dataset().issues == [.rows(.ratioNotEnclosed, lines: lines)])
    let trade = try #require(found.trades.first)
    #expect(trade.points.allSatisfy { $0.keepingIsFaster == .undecided })
  }

  /// V does not exist where no input gradient is wanted: a row of it has no FLOPs and no rate.
  @Test func anOperationThatThePointLacksIsNoEvidence() throws {
    var definition = SweepDefinition()
    definition.leaveOutInputGradient()
    var results = try SyntheticResults(definition, strategies: [Recomputed()])
    var row = try #require(results.rows.first { $0.operation == .gemmDW })
    row = RecordedRow(point: row.point, strategy: row.strategy, operation: .gemmV)
    row.timeMedian = 1
    results.rows.append(row)
    let found = try results.verification()
    let issues = try results.dataset().issues
    #expect(issues.contains(.rows(.noSuchOperation, lines: [results.rows.count + 1])))
    #expect(found.shares.contains { !$0.operations.isEmpty })
    #expect(found.shares.flatMap(\.operations).allSatisfy { $0.operation != .gemmV })
    #expect(throws: Never.self) { try JSONEncoder().encode(found) }
  }

  @Test func whatWasSkippedIsNamed() throws {
    var results = try results()
    let row = results.rows[4]
    results.rows[4] = RecordedRow(
      point: row.point, strategy: row.strategy, operation: .step, status: .skipped)
    let found = try results.verification()
    #expect(try results.dataset().issues == [.rows(.unmeasured, lines: [6])])
    #expect(found.verdict == .pass)
  }
}
