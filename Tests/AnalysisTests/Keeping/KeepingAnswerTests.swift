import Convolution
@testable import Machine
import Sweeps
import TestFixtures
import Testing

@testable import Analysis
@testable import Measurement
@testable import Results

/// When keeping φ pays, by results that follow a known rule.
@Suite struct KeepingAnswerTests {
  /// Every shape at every size from 7 KiB to 29 MiB, 48 points.
  private static var definition: SweepDefinition {
    var definition = SweepDefinition()
    definition.base.values.merge(
      [.a: .number(5), .b: .number(6), .padding: .same], uniquingKeysWith: { $1 })
    let values: [(Parameter, [Int])] = [
      (.h, [3, 7]), (.d, [6, 40]), (.dOut, [8, 64]), (.l, [1, 4, 16, 64, 128, 160]),
    ]
    definition.axes = values.map { .init($0, $1.map { .number($0) }) }
    return definition
  }

  /// Rows whose ratios to `cached` are told, ± 1 %.
  private func results(
    _ definition: SweepDefinition = definition,
    strategies: [any BackwardStrategy] = Strategies.known,
    spread: Double = 0.01, ratio: (RecordedRow) -> Double
  ) throws -> SyntheticResults {
    var results = try SyntheticResults(definition, strategies: strategies, operations: [.step])
    for index in results.rows.indices { results.rows[index].sessions = 20 }
    for index in results.rows.indices where results.rows[index].strategy != "cached" {
      let median = ratio(results.rows[index])
      results.rows[index].ratioTo = "cached"
      results.rows[index].ratioMedian = median
      (results.rows[index].ratioLow, results.rows[index].ratioHigh) = (
        median * (1 - spread), median * (1 + spread)
      )
    }
    return results
  }

  private func statement(
    _ rivals: Rivals = .expanding, spread: Double = 0.01, ratio: (RecordedRow) -> Double
  ) throws -> KeepingStatement {
    let answer = KeepingAnswer([try results(spread: spread, ratio: ratio).dataset()])
    return try #require(answer.statements.first { $0.rivals == rivals })
  }

  private static let bytes = 1 << 20

  @Test func aSizeFromWhichKeepingLosesIsFoundAgainstThoseThatExpand() throws {
    let found = try statement { row in
      row.strategy == "recomputed" ? 1.2 : row.phi < Self.bytes ? 1.1 : 0.9
    }
    #expect(found.outcome == .losesFrom && found.strategies.map(\.name) == ["recomputed", "tiled"])
    let size = try #require(found.size)
    let sizes = found.points.map(\.phiBytes)
    #expect(sizes == sizes.sorted() && sizes.count == 48)
    let below = try #require(sizes.last { $0 < Self.bytes })
    let above = try #require(sizes.first { $0 >= Self.bytes })
    #expect((below...above).contains(size.bytes))
    #expect(try #require(size.low) <= size.bytes && (try #require(size.high)) >= size.bytes)
    #expect(try #require(found.chance) < 0.01)
    let (part, rest) = (found.part, try #require(found.below))
    #expect(part.slower == sizes.count { $0 >= Self.bytes } && part.faster + part.undecided == 0)
    #expect(rest.faster == sizes.count { $0 < Self.bytes } && rest.slower + rest.undecided == 0)
    #expect(abs(part.ratio.median - 0.9) < 1e-9 && abs(rest.ratio.median - 1.1) < 1e-9)
    #expect(found.likeSizes.decider == .size && found.likeSizes.pairs > 10)
    // Every point names the rows of both steps, with the fastest rival first.
    for point in found.points {
      #expect(point.contests.map(\.rival.name) == ["tiled", "recomputed"])
      #expect(point.contests[0].trade.rows.map(\.line).allSatisfy { $0 > 1 })
    }
    #expect(part.memory.count == 3 && part.memory[0] > 1)
  }

  @Test func strategiesThatExpandNothingAreJudgedByThemselves() throws {
    let ratio = { (row: RecordedRow) in
      row.strategy == "direct" ? 0.8 : row.phi < Self.bytes ? 1.1 : 0.9
    }
    let direct = try statement(.withoutPhi, ratio: ratio)
    #expect(direct.outcome == .loses && direct.size == nil && direct.below == nil)
    #expect(direct.strategies.map(\.name) == ["direct"] && direct.part.slower == 48)
    #expect(direct.likeSizes.decider == .neither)
    #expect(try statement(ratio: ratio).outcome == .losesFrom)
  }

  @Test func keepingMayPayAtEverySizeOrOnlyFromOneOn() throws {
    #expect(try statement { _ in 1.08 }.outcome == .pays)
    let found = try statement { $0.phi < Self.bytes ? 0.9 : 1.1 }
    #expect(found.outcome == .paysFrom && found.part.faster > 0 && found.part.slower == 0)
  }

  @Test func aShapeIsNoSize() throws {
    let found = try statement { $0.value(.dOut) == 8 ? 1.12 : 0.9 }
    #expect(found.size == nil && found.outcome == .undecided)
    #expect(found.likeSizes.decider == .shape)
  }

  @Test func whatTheIntervalsLeaveOpenStaysOpen() throws {
    let found = try statement(spread: 0.2) { $0.phi % 3 == 0 ? 1.01 : 0.99 }
    #expect(found.outcome == .undecided && found.part.undecided == 48)
    // All medians on one side prove nothing while each may lie on the other.
    #expect(try statement(spread: 0.2) { _ in 0.99 }.outcome == .undecided)
  }

  @Test func pointsThatLeanToASizeButAreNotSureHaveNone() throws {
    let found = try statement(spread: 0.2) { $0.phi < Self.bytes ? 1.01 : 0.99 }
    #expect(try #require(found.chance) < 0.01)
    #expect(found.size == nil && found.outcome == .undecided)
  }

  /// Ratios that do not depend on the size: chance finds one in few of the files.
  @Test func chanceFindsHardlyAnySize() throws {
    let sizes = (0..<40).map { 1 << 14 + $0 * 1000 }
    let found = (0..<200).count { seed in
      var generator = SeededGenerator(seed: UInt64(seed + 1))
      let ratios = sizes.map { _ in Double.random(in: -0.1...0.1, using: &generator) }
      let rule = SizeRule(sizes: sizes, logRatios: ratios)
      return rule.gain > 0 && rule.chance(sizes: sizes, logRatios: ratios) <= 0.05
    }
    #expect(found <= 16)
  }

  @Test(
    arguments: [
      ([], 0), ([0.04], 0.04), ([0.04, 0.9, 0.9], 0), ([0.9, 0.001, 0.02, 0.9], 0.02),
      ([0.01, 0.02, 0.9, 0.03, 0.04], 0.04), ([0.03, 0.03, 0.03, 0.03], 0.03),
    ] as [([Double], Double)])
  func fewOfThoseThatAreSureAreWrong(_ probabilities: [Double], _ level: Double) {
    #expect(FalseDiscoveries.level(probabilities) == level)
  }

  @Test(arguments: [(20, .yes), (6, .yes), (2, .undecided), (nil, .undecided)] as [(Int?, Answer)])
  func fewSessionsAreLessSure(_ sessions: Int?, _ answer: Answer) throws {
    var found = try results { $0.value(.dOut) == 8 ? 1.015 : 1 }
    for index in found.rows.indices {
      found.rows[index].sessions = sessions
      found.rows[index].samples = nil
    }
    let statement = try #require(KeepingAnswer([try found.dataset()]).statements.first)
    for point in statement.points {
      let isFaster = point.point.workload.geometry.dOut == 8
      #expect(point.keepingIsFaster == (isFaster ? answer : .undecided))
    }
  }

  @Test func tooFewPointsSayWhatToMeasure() throws {
    var definition = SweepDefinition()
    definition.axes = [.init(.d, [.number(8), .number(16), .number(24)])]
    let found = try results(definition) { _ in 0.9 }
    let machine = Machine(
      processor: Processor(caches: Caches(l2Bytes: 1 << 21)), memory: MachineMemory(),
      blas: BLASLibrary(
        version: nil, configuration: "", kernel: BLASKernel(name: "K", origin: .user)),
      floatingPointCounters: .init(isAvailable: false, reason: nil), swiftVersion: "", version: "0")
    let statement = try #require(
      KeepingAnswer([try found.dataset(machine: machine)]).statements.first)
    #expect(statement.outcome == .tooLittle)
    #expect(
      statement.gaps == [.points, .small(bytes: 1 << 18), .large(bytes: 1 << 24), .shapes])
    // A strategy alone has no rivals.
    let alone = try results(definition, strategies: [Cached()]) { _ in 1 }
    #expect(KeepingAnswer([try alone.dataset()]).isEmpty)
  }

  @Test func conditionsAndIdentitiesAreKeptApart() throws {
    var definition = Self.definition
    definition.caches = [.hot, .cold]
    definition.axes[0] = .init(.h, [.number(1), .number(3)])
    let found = try results(definition) { $0.point.cache == .hot ? 1.1 : 0.9 }
    let answer = KeepingAnswer([try found.dataset()])
    #expect(answer.statements.map(\.rivals) == [.expanding, .expanding, .withoutPhi, .withoutPhi])
    #expect(answer.statements.map(\.outcome) == [.pays, .loses, .pays, .loses])
    // At h 1 φ(pad(Z)) is Z itself.
    #expect(answer.statements.allSatisfy { $0.points.count == 24 })
    #expect(answer.statements.allSatisfy { $0.points.allSatisfy { $0.phiBytes > 0 } })
  }

  @Test func severalFilesOfAMachineMakeOneAnswerAndThreadsShareAPhi() throws {
    var definition = Self.definition
    definition.axes.append(.init(.threads, [.number(2)]))
    let files = try (0..<2).map { _ in try results(definition) { _ in 0.9 }.dataset() }
    let answer = KeepingAnswer(files)
    #expect(answer.statements.map(\.points.count) == [96, 96])
    for point in answer.statements[0].points {
      let workload = point.point.workload
      #expect(point.phiBytes == workload.phiBytes / min(2, workload.geometry.l))
    }
  }
}

extension RecordedRow {
  fileprivate var phi: Int { point.workload.phiBytes }
}
