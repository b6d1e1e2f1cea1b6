import Convolution
import Foundation
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

@testable import Analysis
@testable import Reporting

@Suite struct VerificationReportTests {
  /// A sweep of l by two strategies, times as told.
  private func verification(
    _ time: (_ l: Int, _ strategy: String) -> Double, flops extra: Int = 0
  ) throws -> Verification {
    var rows: [RecordedRow] = []
    for l in [1, 2, 3, 4, 6, 8] {
      let geometry = try ConvolutionGeometry(
        l: l, d: 3, a: 9, b: 11, dOut: 5, h: 3, stride: 1, padding: 1)
      let point = Point(layer: "", workload: Workload(geometry: geometry))
      for strategy in [Cached() as any BackwardStrategy, Recomputed()] {
        for operation in [Convolution.Operation.gemmS, .gemmDW, .gemmV, .step] {
          var row = RecordedRow(point: point, strategy: Strategy(strategy), operation: operation)
          let formula = strategy.formula(operation, point.workload)
          row.timeMedian = time(l, strategy.name)
          (row.timeLow, row.timeHigh) = (row.timeMedian, row.timeMedian)
          row.flops = formula.map { $0.flops + (l == 8 ? extra : 0) }
          row.elements = formula?.elements
          if operation == .step {
            let memory = strategy.memory(point.workload)
            (row.phiBytes, row.savedBytes) = (memory.phiBytes, memory.savedBytes)
            row.peakBytes = memory.peakBytes
          }
          rows.append(row)
        }
      }
    }
    let lines = [Column.all.map(\.name)] + rows.map { row in Column.all.map { $0.cell(row) ?? "" } }
    let csv = lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
    return Verification(
      of: Dataset(try ResultsFile(CSVReader(Array(csv.utf8), name: "a_b.csv"))))
  }

  @Test func exponentsStandBesideTheSlides() throws {
    let report = VerificationReport(try verification { l, _ in 1e-4 * Double(l) })
    let lines = report.document.text(for: .plain).split(separator: "\n").map(String.init)
    #expect(lines.first == "Counts and bytes")
    let product = lines.first { $0.hasPrefix("gemm_s") }
    #expect(product?.contains("l       1     1.00     1.00  Θ 1.00 ± 0.09") ?? false)
    #expect(lines.last?.hasPrefix("all formulas") ?? false)
    #expect(lines.last?.contains("PASS") ?? false)
    #expect(report.document.markdown.contains("a\\_b.csv"))
  }

  @Test func failuresAreSaidInWords() throws {
    let faster = VerificationReport(try verification { l, _ in 1e-4 * Double(l * l) })
    let text = faster.document.text(for: .plain)
    #expect(
      text.contains(
        "FAIL: cached's gemm_s in l, slide 1, found 2.00 ± 0.09 over l = 1 to 8 at 6 points"))
    let counted = VerificationReport(
      try verification({ l, _ in 1e-4 * Double(l) }, flops: 1))
    #expect(counted.document.text(for: .plain).contains("8 of 96 counts and sizes differ"))
    #expect(counted.document.text(for: .plain).contains("a_b.csv:42: flops of cached's gemm_s is"))
    #expect(counted.verification.verdict == .fail)
  }

  @Test func theTradeIsAnsweredInWords() throws {
    let report = VerificationReport(
      try verification { l, strategy in strategy == "cached" ? 1e-4 * Double(l) : 2e-4 * Double(l) }
    )
    #expect(
      report.document.text(for: .plain).contains(
        "all points: cached is faster than recomputed, which takes 2.00")
    )
  }

  /// One point is faster for sure, one slower, and of one only a median is known.
  @Test func verifyCountsPointsAsTheReportDoes() throws {
    let points = try [(16, 1.2), (32, 0.8), (64, 1.5)].map { (try Fixture.point(d: $0), $1) }
    var rows = points.flatMap { point, ratio in
      [
        Fixture.step(point, "cached", seconds: 1, ratio: 1),
        Fixture.step(point, "recomputed", seconds: ratio, ratio: ratio),
      ]
    }
    (rows[5].ratioLow, rows[5].ratioHigh) = (nil, nil)
    let folder = try TemporaryFolder()
    let path = try folder.csv("runs.csv", rows)
    let trade = try #require(
      Verification(of: try Dataset(path: path)).trades.first)
    #expect(trade.counts == (faster: 1, slower: 1, undecided: 1))
    let run = try ReportedResults(paths: [path]).runs[0]
    #expect(run.trades.map(\.counts.faster) == [1] && run.trades.map(\.ratio) == [trade.ratio])
  }

  @Test func jsonHasVerdicts() throws {
    let report = VerificationReport(try verification { l, _ in 1e-4 * Double(l) })
    let data = Data(try report.json().utf8)
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    #expect(object?["verdict"] as? String == "PASS")
    let exponents = object?["exponents"] as? [[String: Any]]
    #expect(exponents?.count == 6)
    let first = try #require(exponents?.first)
    #expect(first["strategy"] as? String == "cached" && first["operation"] as? String == "gemm_s")
    #expect(first["parameter"] as? String == "l" && first["slide"] as? Int == 1)
    #expect(first["verdict"] as? String == "theta")
    let ends = try ["low", "exponent", "high"].map { try #require(first[$0] as? Double) }
    #expect(ends == ends.sorted() && abs(ends[1] - 1) < 1e-6)
  }
}
