import Convolution
import Measurement
import Testing

@testable import Complexity
@testable import Sweeps

@Suite struct EvidenceTests {
  private func results() throws -> SyntheticResults {
    try SyntheticResults(strategies: [Recomputed()], operations: [.phi, .gemmS, .step])
  }

  private func found(_ csv: String) throws -> Verification {
    Verification(of: try ResultsFile(csv: Array(csv.utf8), name: "x.csv"), machine: nil)
  }

  @Test func theOrderOfRowsDoesNotMatter() throws {
    let ordered = try results()
    var shuffled = ordered
    var generator = SeededGenerator(seed: 5)
    shuffled.rows.shuffle(using: &generator)
    let (left, right) = (try ordered.timeExponents(), try shuffled.timeExponents())
    #expect(left.count == right.count)
    for (one, other) in zip(left, right) {
      #expect(one.subject == other.subject && one.parameter == other.parameter)
      #expect(
        abs(one.deciding.exponent.value - other.deciding.exponent.value) < 1e-9)
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
    #expect(found.notes.contains { $0.hasPrefix("lines 2, \(lines[0]): the point, strategy") })
    #expect(found.counts.differences.map(\.line) == [lines[1]])
    #expect(found.timeExponents.allSatisfy { $0.verdict == .pass })
  }

  @Test func aTimeOfZeroIsSetAside() throws {
    var results = try results()
    results.rows[4].timeMedian = 0
    let found = try results.verification()
    #expect(found.notes.contains("line 6: time_s is not above 0; set aside"))
    #expect(found.verdict == .pass)
  }

  @Test(arguments: ["nan", "inf", "-1e-3", "soon"])
  func whatIsNoTimeIsRefusedByLineAndColumn(cell: String) throws {
    let csv = try results().csv()
    let time = try #require(try results().rows[0].timeMedian).description
    let broken = csv.replacing(",ok,,\(time),", with: ",ok,,\(cell),", maxReplacements: 1)
    #expect(broken != csv)
    let error = #expect(throws: ResultsFileError.self) { try found(broken) }
    #expect(error?.line == 2)
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
    #expect(found.notes.contains("passed over, as no columns of phibench: mood"))
    #expect(
      found.notes.contains("not judged, as strategies whose formulas are not known here: onednn"))
    #expect(found.verdict == .pass)
  }

  @Test func aParameterThatWasNotSweptIsNamed() throws {
    var definition = SyntheticResults.axes
    definition.axes = [
      .init(.h, [3, 5, 7].map { .number($0) }), .init(.d, [6, 12].map { .number($0) }),
    ]
    let found = try SyntheticResults(definition).verification()
    #expect(
      found.notes.contains(
        "with the rest held d takes two values only: nothing is said of the time's exponent"))
    #expect(
      found.notes.contains(
        "with the rest held l takes a single value: nothing is said of the time's exponent"))
    #expect(Set(found.timeExponents.map(\.parameter)) == [.h])
    #expect(found.verdict == .pass)
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

  @Test func whatWasSkippedIsNamed() throws {
    var results = try results()
    let row = results.rows[1]
    results.rows[1] = RecordedRow(
      point: row.point, strategy: row.strategy, operation: .step, status: .skipped)
    let found = try results.verification()
    #expect(found.notes.contains("line 3: skipped or failed when they were measured"))
    #expect(found.verdict == .pass)
  }
}
