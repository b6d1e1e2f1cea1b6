import Convolution
import Measurement
import Results
import Testing

@testable import Analysis
@testable import Machine
@testable import Reporting

/// What is said of FLOPs that an emulator counted.
struct ExecutionReportTests {
  private func point() throws -> Point { try Fixture.point(l: 2, d: 16, a: 6, b: 5, dOut: 32) }

  /// A step that executes so many FLOPs beyond formula and contract.
  private func row(_ point: Point, _ strategy: any BackwardStrategy, more: Int) throws
    -> RecordedRow
  {
    var row = Fixture.step(point, strategy.name, seconds: 1e-3)
    row.flopsHardware = try executed(point, strategy, more: more)
    row.flopsHardwareBy = .qemu
    return row
  }

  private func executed(
    _ point: Point, _ strategy: any BackwardStrategy, more: Int
  ) throws -> Int {
    let formula = try #require(strategy.formula(Operation.step, point.workload))
    return formula.flops + strategy.contractFLOPs(point.workload) + more
  }

  @Test func verifySaysWhatIsLeftOfEachStrategyAndWhatIsLacking() throws {
    let point = try point()
    let direct = try #require(Direct().formula(Operation.step, point.workload)).flops
    let rows = [try row(point, Tiled(), more: 1234), try row(point, Direct(), more: -1)]
    let dataset = Dataset(
      try ResultsFile(CSVReader(Array(Fixture.csv(rows).utf8), name: "x.csv")))
    let report = VerificationReport(Verification(of: dataset))
    let text = report.document.text(for: .plain)
    let lines = text.split(separator: "\n")
    #expect(text.contains("An emulator counted 2 steps"))
    #expect(lines.contains { $0.hasPrefix("tiled ") && $0.contains(Units.count(1234)) })
    #expect(
      text.contains(
        "x.csv:3: direct's step executed \(Units.count(direct - 1)) FLOPs, fewer than the formula's "
          + "\(Units.count(direct))"))
    #expect(
      lines.contains {
        $0.hasPrefix("steps execute all that their formulas say") && $0.contains("FAIL")
          && $0.contains("1 of 2")
      })
  }

  /// A surplus that neither loops nor a scalar see, where no lane lies beyond an edge.
  @Test func anAuditFindsASurplusProduct() throws {
    let point = try point()
    let product = 2 * point.workload.geometry.dOut * point.workload.geometry.phiCount
    func step(more: Int, scalar: Int = 0) throws -> AuditedStep {
      let formula = try #require(Tiled().formula(Operation.step, point.workload)).flops
      let counts = try InstructionCounts(
        scalarAdditions: try executed(point, Tiled(), more: more))
      return AuditedStep(
        point: point, strategy: Tiled(), trips: formula, scalar: formula + scalar,
        instructions: counts)
    }
    let honest = AuditReport([try step(more: 100)])
    #expect(honest.contradictions.isEmpty)
    #expect(honest.document.text(for: .plain).contains("All 1 step"))
    let planted = AuditReport([try step(more: product)]).contradictions
    #expect(planted.count == 1)
    #expect(planted.first?.contains("are left, where no lane lies beyond a matrix's edge") == true)
    #expect(AuditReport([try step(more: 0, scalar: 1)]).contradictions.count == 1)
    let spared = -Tiled().contractFLOPs(point.workload) - 1
    #expect(AuditReport([try step(more: spared)]).contradictions.count == 1)
  }
}

extension InstructionCounts {
  /// So many scalar additions by the program, and nothing else.
  fileprivate init(scalarAdditions: Int) throws {
    var table = "owner,precision,width,kind,instructions\n"
    for owner in Owner.allCases {
      for precision in Precision.allCases {
        for width in Width.allCases {
          for kind in Kind.allCases {
            let isMeant =
              owner == .program && precision == .float && width == .scalar && kind == .added
            table +=
              "\(owner.rawValue),\(precision.rawValue),\(width.rawValue),\(kind.rawValue),"
              + "\(isMeant ? scalarAdditions : 0)\n"
          }
        }
      }
    }
    try self.init(table: table)
  }
}
