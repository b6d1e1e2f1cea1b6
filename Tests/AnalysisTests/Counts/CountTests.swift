import Convolution
import TestFixtures
import Testing

@testable import Analysis
@testable import Machine
@testable import Measurement
@testable import Results

@Suite struct CountTests {
  @Test func exactCountsPass() throws {
    let found = try SyntheticResults().verification()
    #expect(found.counts.verdict == .pass && found.counts.differences.isEmpty)
    let points = try SyntheticResults.axes.points()
    let rows = Strategies.all.flatMap { strategy in
      points.map { strategy.operations(of: $0.workload) }
    }
    #expect(found.counts.rows == rows.joined().count)
    let phi = found.exponents.filter { $0.strategy == "cached" && $0.operation == .phi }
    #expect(phi.map(\.parameter) == Parameter.slides)
    for exponent in phi {
      #expect(abs(try #require(exponent.counted) - Double(exponent.slide)) < 1e-9)
      #expect(exponent.formula == exponent.counted)
    }
    let bytes = try #require(
      found.bytes.first { $0.strategy == "cached" && $0.column == .phiBytes })
    for entry in bytes.entries {
      let exponent = Operation.phi.slideExponent(of: entry.parameter)
      #expect(abs(entry.counted - Double(exponent)) < 1e-9 && entry.counted == entry.formula)
    }
    #expect(found.verdict == .pass)
  }

  @Test func oneMoreFLOPIsCaughtAndItsRowNamed() throws {
    var results = try SyntheticResults(strategies: [Cached()])
    results.rows[40].flops = (results.rows[40].flops ?? 0) + 1
    let found = try results.verification()
    #expect(found.counts.differences.map(\.row.line) == [42])
    #expect(found.counts.differences.map(\.column) == [.flops])
    #expect(found.counts.differences.first?.operation == results.rows[40].operation)
    #expect(found.counts.differences.first?.strategy == "cached")
    #expect(found.verdict == .fail)
  }

  /// A file that changes count and formula alike is caught by the formula computed here.
  @Test func theFilesOwnFormulaIsNotBelieved() throws {
    var results = try SyntheticResults(strategies: [Tiled()], operations: [.step])
    results.rows[3].peakBytes = 1000
    results.rows[3].peakBytesFormula = 1000
    let found = try results.verification()
    #expect(found.counts.differences.map(\.row.line) == [5])
    results = try SyntheticResults(strategies: [Tiled()], operations: [.step])
    results.rows[3].flopsFormula = 7
    #expect(try results.verification().counts.differences.map(\.named) == [7])
  }

  @Test(arguments: CountColumn.allCases, Parameter.slides)
  func anExtraFactorIsCaughtAndNamed(column: CountColumn, parameter: Parameter) throws {
    var results = try SyntheticResults(strategies: [Cached()], operations: [.biasReLU, .step])
    for index in results.rows.indices {
      let factor = results.rows[index].value(parameter)
      switch column {
      case .flops: results.rows[index].flops? *= factor
      case .elements: results.rows[index].elements? *= factor
      case .phiBytes: results.rows[index].phiBytes? *= factor
      case .savedBytes: results.rows[index].savedBytes? *= factor
      case .peakBytes: results.rows[index].peakBytes? *= factor
      }
    }
    let found = try results.verification()
    #expect(found.counts.verdict == .fail && found.verdict == .fail)
    #expect(Set(found.counts.differences.map(\.column)) == [column])
    guard column == .elements else { return }
    #expect(found.exponents.contains { $0.operation == .biasReLU })
    for exponent in found.exponents where exponent.operation == .biasReLU {
      let counted = try #require(exponent.counted)
      let more = exponent.parameter == parameter ? 1.0 : 0
      #expect(abs(counted - Double(exponent.slide) - more) < 1e-6)
    }
  }

  @Test(arguments: ["flops", "elements", "phi_bytes", "peak_bytes"])
  func aMissingColumnIsNamedAndProvesNothing(name: String) throws {
    let file = try SyntheticResults(strategies: [Recomputed()]).file(without: [name])
    let found = Verification(of: Dataset(file))
    #expect(found.counts.missing.map(\.column.rawValue) == [name])
    #expect(found.counts.verdict == .inconclusive && found.verdict == .inconclusive)
  }

  /// One cell that is filled shows nothing of the others, and one that is empty is not shown.
  @Test(arguments: [true, false])
  func emptyCellsAreCounted(allButOne: Bool) throws {
    var results = try SyntheticResults(strategies: [Recomputed()])
    let complete = try results.verification().counts
    #expect(complete.missing.isEmpty && complete.verdict == .pass)
    for index in results.rows.indices where (index == 40) != allButOne {
      results.rows[index].flops = nil
    }
    let counts = try results.verification().counts
    #expect(counts.missing.map(\.column) == [.flops])
    #expect(counts.missing.map(\.count) == [allButOne ? results.rows.count - 1 : 1])
    #expect(counts.missing.map(\.firstLine) == [allButOne ? 2 : 42])
    #expect(counts.verdict == .inconclusive)
  }

  /// Tiles are as wide as another machine's L2 cache lets them be: the one that they were cut for,
  /// which the system there may know as another, or, where facts do not tell, the one it knows.
  @Test(
    arguments: [
      (64 << 10, 8 << 20, .pass), (64 << 10, nil, .pass), (nil, 64 << 10, .pass),
      (8 << 20, 64 << 10, .fail), (nil, 8 << 20, .fail),
    ] as [(Int?, Int?, Verdict)])
  func formulasAreThoseOfTheMachineThatMeasured(
    tilingL2Bytes: Int?, l2Bytes: Int?, verdict: Verdict
  ) throws {
    let results = try SyntheticResults(
      strategies: [Tiled()], operations: [.step], tilesForL2Bytes: 64 << 10)
    let there = Machine(
      processor: Processor(caches: Caches(l2Bytes: l2Bytes)), memory: MachineMemory(),
      blas: BLASLibrary(
        version: nil, configuration: "", kernel: BLASKernel(name: "K", origin: .user)),
      tilingL2Bytes: tilingL2Bytes, floatingPointCounters: .init(isAvailable: false, reason: nil),
      swiftVersion: "", version: "0")
    #expect(try results.verification(machine: there).counts.verdict == verdict)
  }

  /// Of a processor that is not this and left no facts, only the file knows what a peak should be.
  @Test(arguments: [nil, 0, 1] as [Int?])
  func peaksOfAnUnknownMachineAreComparedWithTheFilesFormula(extra: Int?) throws {
    var results = try SyntheticResults(
      strategies: [Tiled()], operations: [.step], tilesForL2Bytes: 64 << 10)
    for index in results.rows.indices { results.rows[index].cpu = "another" }
    results.rows[3].peakBytesFormula = extra.flatMap { more in
      results.rows[3].peakBytes.map { $0 + more }
    }
    let counts = try results.verification().counts
    #expect(counts.differences.map(\.row.line) == (extra == 1 ? [5] : []))
    let cells = results.rows.count * CountColumn.allCases.count
    #expect(counts.cells == (extra == nil ? cells - 1 : cells))
    #expect(counts.verdict == (extra == 1 ? .fail : .pass))
  }

  /// The width that a row names is the one that was used, whatever machine it is judged on.
  @Test(arguments: [(0, Verdict.pass), (1, .fail)])
  func rowsSayHowWideTheirTilesWere(extra: Int, verdict: Verdict) throws {
    var results = try SyntheticResults(
      strategies: [Tiled()], operations: [.step], tilesForL2Bytes: 64 << 10)
    for index in results.rows.indices {
      let workload = results.rows[index].point.workload
      results.rows[index].cpu = "another"
      results.rows[index].tileColumnsUsed = workload.tileColumns(forL2Bytes: 64 << 10) + extra
    }
    #expect(try results.verification().counts.verdict == verdict)
  }

  /// Of facts that are not there, tiles are this machine's where rows name its processor.
  @Test func withoutFactsTilesAreThoseOfThisMachine() throws {
    var results = try SyntheticResults(strategies: [Tiled()], operations: [.step])
    let name = Processor.ofThisMachine().name
    for index in results.rows.indices { results.rows[index].cpu = name }
    let found = try results.verification()
    #expect(found.counts.verdict == .pass && !found.hasUnknownTiles)
  }

  /// Without tiles a peak is the same on every machine, and the file's formula is not believed.
  @Test func peaksWithoutTilesNeedNoMachine() throws {
    var results = try SyntheticResults(strategies: [Direct()], operations: [.step])
    for index in results.rows.indices { results.rows[index].cpu = "another" }
    (results.rows[3].peakBytes, results.rows[3].peakBytesFormula) = (1000, 1000)
    let found = try results.verification()
    #expect(found.counts.differences.map(\.row.line) == [5])
    #expect(!found.hasUnknownTiles)
  }
}
