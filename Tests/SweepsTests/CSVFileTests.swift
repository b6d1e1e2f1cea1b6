import Convolution
import Foundation
import TestFixtures
import Testing

@testable import Machine
@testable import Measurement
@testable import Results
@testable import Sweeps

@Suite struct CSVFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func rows(layer: String = "", pool: Int = 1, inputGradient: Bool = true) async throws
    -> [RecordedRow]
  {
    let geometry = try ConvolutionGeometry(
      l: 2, d: 3, a: 8, b: 7, dOut: 4, h: 3, padding: 1, pool: pool)
    let point = Point(
      layer: layer, workload: Workload(geometry: geometry, inputGradient: inputGradient))
    return try await rows(of: Strategies.all, at: point)
  }

  /// The rows of a point after one session.
  private func rows(
    of strategies: [any BackwardStrategy], at point: Point,
    refusing: @escaping @Sendable (PointTask) -> PointReply? = { _ in nil }
  ) async throws -> [RecordedRow] {
    let source = InputSource(seed: 7)
    let measurer = PointMeasurer(
      settings: PointSettings(seed: 7, sampling: Sampling(samples: 1), cacheBytes: 1 << 20)
    ) { try refusing($0) ?? $0.perform() }
    let accounts = await measurer.takeAccounts(of: strategies, at: point, freeBytes: 1 << 30)
    let session = await measurer.takeSession(of: strategies, at: point, round: 1)
    let time = Date(timeIntervalSince1970: 0)
    return SessionSummary.rows(
      of: RecordedRow.rows(
        ofAccounts: accounts, at: point, on: SweepFixture.machine, from: source, at: time)
        + RecordedRow.rows(
          ofSession: session, inRound: 1, at: point, on: SweepFixture.machine, from: source,
          at: time))
  }

  private func cell(_ name: String, of row: RecordedRow) throws -> String? {
    try #require(Column.all.first { $0.name == name }).cell(row)
  }

  @Test func theContractsColumnsAreAllThere() {
    let contract = """
      layer, strategy, operation, l, d, a, b, d_out, h, stride, padding, pool, a_conv, b_conv, \
      input_gradient, precision, threads, cache, status, message, time_s, time_low_s, \
      time_high_s, samples, sessions, time_relative, time_relative_low, time_relative_high, \
      yardstick_product_s, yardstick_copy_s, flops, flops_formula, elements, elements_formula, flops_source, \
      phi_bytes, saved_bytes, peak_bytes, peak_bytes_formula, rss_peak_bytes, cpu, blas_kernel, \
      version, timestamp
      """.split(separator: ", ").map(String.init)
    let names = Column.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(contract.filter { !names.contains($0) } == [])
    // In the contract's order, whatever stands between.
    #expect(names.filter(contract.contains) == contract)
  }

  @Test func thereIsARowForEveryOperationThatAPointHas() async throws {
    let rows = try await rows(pool: 2, inputGradient: false)
    let cached = rows.filter { $0.strategy == "cached" }.map(\.operation.name)
    #expect(
      cached == [
        "phi", "gemm_s", "bias_relu", "pool", "unpool", "bias_gradient", "gemm_dw", "forward",
        "backward", "step",
      ])
    let recomputed = rows.filter { $0.strategy == "recomputed" }
    #expect(recomputed.map(\.operation.name).contains("phi_again"))
  }

  @Test func countsAndBytesEqualTheirFormulasInEveryRow() async throws {
    let rows = try await rows(pool: 2)
    #expect(Set(rows.map(\.strategy)).count == Strategies.all.count)
    for row in rows {
      #expect(row.flops != nil)
      #expect((row.peakBytes != nil) == (row.operation == .step))
      #expect(try cell("flops", of: row) == cell("flops_formula", of: row))
      #expect(try cell("elements", of: row) == cell("elements_formula", of: row))
      #expect(try cell("peak_bytes", of: row) == cell("peak_bytes_formula", of: row))
      let parts = [row.phiBytes, row.workspaceBytes, row.activationBytes, row.gradientBytes]
      #expect(parts.compactMap(\.self).reduce(0, +) == row.peakBytes ?? 0)
    }
  }

  @Test func whatWasNotMeasuredIsEmpty() async throws {
    let row = try #require(try await rows().first { $0.operation == .gemmS })
    for name in [
      "layer", "tile_columns", "message", "time_relative_low", "time_low_s", "elements",
      "phi_bytes", "rss_peak_bytes",
    ] {
      #expect(try cell(name, of: row) == nil, "\(name)")
    }
  }

  @Test func aStrategyThatDoesNotFitIsSkippedWithTheBytesItNeeds() async throws {
    let geometry = try ConvolutionGeometry(l: 2, d: 3, a: 8, b: 7, dOut: 4, h: 3, padding: 1)
    let point = Point(layer: "", workload: Workload(geometry: geometry))
    let measurer = PointMeasurer(
      settings: PointSettings(seed: 7, sampling: Sampling(samples: 1), cacheBytes: 1)
    ) { try $0.perform() }
    let need = Recomputed().memory(point.workload).peakBytes + LayerInputs<Float>.bytes(geometry)
    let outcomes = await measurer.takeAccounts(
      of: [Cached(), Recomputed()], at: point, freeBytes: need)
    #expect(outcomes.map(\.status) == [.skipped, .ok])
    #expect(outcomes[0].message.contains("but \(need) are free"))
    let refused = await measurer.takeAccounts(
      of: [Recomputed()], at: point, freeBytes: need - 1)
    #expect(refused[0].status == .skipped)
  }

  /// What failed after it was counted has one row, whose counts and bytes are those of the formulas,
  /// and which is read back as it is.
  @Test func countsStandInTheRowOfAStrategyThatCouldNotBeTimed() async throws {
    let geometry = try ConvolutionGeometry(l: 2, d: 3, a: 8, b: 7, dOut: 4, h: 3, padding: 1)
    let point = Point(layer: "", workload: Workload(geometry: geometry))
    let rows = try await rows(of: [Cached(), Tiled()], at: point) { task in
      guard case .session = task.kind else { return nil }
      return .failed("it crashed")
    }
    #expect(rows.map(\.operation) == [.step, .step])
    for row in rows {
      #expect(row.status == .failed && row.message == "it crashed")
      #expect(row.flops == row.flopsFormula && row.flops ?? 0 > 0)
      #expect(row.peakBytes == row.peakBytesFormula && row.peakBytes ?? 0 > 0)
      #expect(row.timeMedian == nil && row.samples == nil && row.ratioTo == nil)
    }
    let path = folder.path("x.csv")
    do {
      let file = try CSVFile.create(path, overwrites: false)
      try file.append(rows)
    }
    let read = try ResultsFile(path: path).rows.map { row in
      var row = row
      row.line = 0
      return row
    }
    #expect(read == rows)
  }

  @Test func aFileGrowsByWholeQuotedRows() async throws {
    let path = folder.path("x.csv")
    let rows = try await rows(layer: "line\nbreak, \"quoted\"")
    do {
      let file = try CSVFile.create(path, overwrites: false)
      try file.append(rows)
    }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.hasPrefix("layer,strategy,operation,"))
    #expect(text.hasSuffix("\r\n"))
    #expect(text.contains("\r\n\"line\nbreak, \"\"quoted\"\"\",cached,phi,2,3,8,7,4,"))
    #expect(text.contains("\"A, \"\"B\"\"\",K,user,0,random,7,112,1970-01-01T00:00:00Z\r\n"))
  }

  /// An accent behind a quote makes it another character, and yet the same quote.
  @Test(arguments: [
    "a\"\u{301}b", "\u{301}", "\"\u{301}", "a,\u{301}b", "\r\n\u{301}", "'\u{200D}\"",
  ])
  func everyNameIsReadBack(name: String) async throws {
    let path = folder.path("x.csv")
    do { try CSVFile.create(path, overwrites: false).append(try await rows(layer: name)) }
    let read = try ResultsFile(path: path).rows
    #expect(!read.isEmpty)
    #expect(read.allSatisfy { $0.point.layer.unicodeScalars.elementsEqual(name.unicodeScalars) })
  }

  @Test func anExistingFileGivesWayOnlyWhereThatIsWanted() throws {
    let path = folder.path("x.csv")
    try "precious".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: Refusal.exists(path)) {
      _ = try CSVFile.create(path, overwrites: false)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    _ = try CSVFile.create(path, overwrites: true)
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("layer,"))
  }

  @Test func whatCannotBeCreatedOrWrittenSaysWhy() throws {
    #expect(throws: Refusal.self) {
      _ = try CSVFile.create("/nowhere/x.csv", overwrites: false)
    }
    #expect(throws: Refusal(.cannotWrite, "/dev/full cannot be written: No space left on device")) {
      _ = try CSVFile.create("/dev/full", overwrites: false)
    }
  }
}
