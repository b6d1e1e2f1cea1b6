import Convolution
import Foundation
import Machine
import TestFixtures
import Testing

@testable import Measurement
@testable import Results

@Suite struct ResultsFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A step of every kind of value; `nil` values stay empty cells.
  private func rows() throws -> [RecordedRow] {
    let geometry = try ConvolutionGeometry(
      l: 2, d: 3, a: 8, b: 7, dOut: 4, h: 3, stride: 2, padding: 1, pool: 2)
    let workload = Workload(
      geometry: geometry, inputGradient: false, precision: .double, threads: 3, tileColumns: 64)
    var step = RecordedRow(
      point: Point(layer: "conv, \"1\"", workload: workload, cache: .cold, count: 3),
      strategy: "cached",
      operation: .step)
    (step.timeMedian, step.timeLow, step.timeHigh) = (1.25e-3, 1e-3, 0.3)
    (step.samples, step.sessions) = (12, 4)
    (step.relativeMedian, step.relativeLow, step.relativeHigh) = (2.5, 2.25, 2.75)
    (step.yardstickProduct, step.yardstickCopy) = (5e-4, 1e-3)
    (step.ratioMedian, step.ratioLow, step.ratioHigh, step.ratioTo) = (1.5, 1.4, 1.6, "tiled")
    (step.flops, step.flopsFormula, step.elements, step.elementsFormula) = (10, 11, 12, 13)
    (step.flopsHardware, step.flopsSource) = (14, "sum")
    (step.phiBytes, step.savedBytes, step.peakBytes) = (15, 16, 17)
    (step.peakBytesFormula, step.rssPeakBytes, step.rssOverheadBytes) = (18, 19, 20)
    (step.workspaceBytes, step.activationBytes, step.gradientBytes) = (21, 22, 23)
    (step.cpu, step.blasKernel, step.blasKernelBy) = ("A, B", "Haswell", "user")
    (step.version, step.input, step.seed) = ("0.1.0", "random", .max)
    step.timestamp = "2026-01-02T03:04:05Z"
    var skipped = RecordedRow(
      point: Point(layer: "", workload: Workload(geometry: geometry)), strategy: "onednn",
      operation: .step, status: .skipped)
    skipped.message = "two\nlines"
    return [step, skipped]
  }

  private func text(_ rows: [RecordedRow]) -> String {
    let cells = [Column.all.map(\.name)] + rows.map { row in Column.all.map { $0.cell(row) ?? "" } }
    return cells.map { $0.map(CSVFile.quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  private func file(_ text: String) throws -> ResultsFile {
    try ResultsFile(CSVReader(Array(text.utf8), name: "x.csv"))
  }

  private func complaint(_ text: String) throws -> String {
    try #require(#expect(throws: Refusal.self) { try file(text) }).description
  }

  /// The text with another value in one column of the first row.
  private func altered(_ column: String, to value: String) throws -> String {
    let place = try #require(Column.all.firstIndex { $0.name == column })
    let row = try rows()[0]
    var cells = Column.all.map { $0.cell(row) ?? "" }
    cells[place] = value
    return Column.all.map(\.name).joined(separator: ",") + "\n"
      + cells.map(CSVFile.quoted).joined(separator: ",") + "\n"
  }

  @Test func rowsAreReadBackAsTheyWereWritten() throws {
    let rows = try rows()
    let file = try file(text(rows))
    #expect(file.rows.map(\.line) == [2, 3])
    let read = file.rows.map { row in
      var row = row
      row.line = 0
      return row
    }
    #expect(read == rows)
    #expect(file.unknownColumns.isEmpty && !file.isTorn)
    #expect(text(file.rows) == text(rows))
  }

  /// Two sessions that disagree give an interval beyond what any clock shows.
  @Test func anEndlessIntervalIsWrittenSoThatItIsReadBack() throws {
    var row = try rows()[0]
    (row.timeLow, row.timeHigh) = (3.3e-16, .infinity)
    let read = try #require(try file(text([row])).rows.first)
    #expect(read.timeLow == 1e-15 && read.timeHigh == 1e9)
  }

  /// A file of sessions has the same columns, and the round.
  @Test func theRoundIsReadBack() throws {
    var (counts, session) = (try rows()[0], try rows()[0])
    (counts.round, session.round) = (0, 3)
    let columns = Column.ofSessions
    #expect(columns.map(\.name) == Column.all.map(\.name) + ["round"])
    let text = CSVFile.header(columns) + CSVFile.text(of: [counts, session], in: columns)
    #expect(try file(text).rows.map(\.round) == [0, 3])
    #expect(try file(self.text(rows())).rows[0].round == nil)
  }

  @Test func aFileIsReadInPiecesAsItIsInMemory() throws {
    let rows = try Array(repeating: rows(), count: 3000).flatMap(\.self)
    let path = try folder.file("x.csv", text(rows))
    // More than one piece of the reader.
    #expect(text(rows).utf8.count > 1 << 20)
    let read = try ResultsFile(path: path).rows
    let expected = try file(text(rows)).rows
    #expect(read == expected)
  }

  @Test func aTornLastLineIsLeftOut() throws {
    let torn = try file(String(text(rows()).dropLast(5)))
    #expect(torn.isTorn)
    #expect(torn.rows.count == 1)
  }

  @Test func columnsMayComeInAnyOrderWithForeignOnesAndWithoutMeasurements() throws {
    let csv = """
      note,operation,strategy,status,l,d,a,b,d_out,h,stride,padding,pool,input_gradient,\
      precision,threads,cache
      hello,phi,cached,ok,2,3,8,7,4,3,1,1,1,true,float,1,hot

      """
    let file = try file(csv)
    #expect(file.unknownColumns == ["note"])
    #expect(file.rows[0].operation == .phi)
    #expect(file.rows[0].point.workload.geometry.dOut == 4)
    #expect(file.rows[0].time == nil && file.rows[0].flops == nil)
    #expect(file.rows[0].point.count == 1)
  }

  @Test(arguments: [
    ("l", "0", "l is 0, but must be from 1 to 2147483647"),
    ("l", "x", "l: 'x' is given, but this must be a whole number from 0"),
    ("h", "30", "the filter (h = 30) is larger than the padded input (a + 2·padding = 10)"),
    ("a_conv", "5", "a_conv: '5' is given, but this must be 4, by the other sizes"),
    ("operation", "dance", "operation: there is no operation 'dance'"),
    ("status", "", "status: '' is given, but this must be ok, skipped or failed"),
    (
      "time_s", "nan",
      "time_s: 'nan' is given, but this must be 0, or a number from 1e-15 to 1e9; what is missing is an "
        + "empty cell here (R: write.csv(…, na = \"\"))"
    ),
    (
      "peak_bytes", "NA",
      "peak_bytes: 'NA' is given, but this must be a whole number from 0; what is missing is an empty cell "
        + "here (R: write.csv(…, na = \"\"))"
    ),
    (
      "flops", "1.23457E+11",
      "flops: '1.23457E+11' is given, but this must be a whole number from 0; a spreadsheet has rounded it: "
        + "save the column as numbers with all digits"
    ),
    (
      "time_s", "0,5",
      "time_s: '0,5' is given, but this must be 0, or a number from 1e-15 to 1e9; numbers have a decimal "
        + "point here"
    ),
    ("time_low_s", "0.5", "the interval of time begins at 0.5, above its end, 0.3"),
    (
      "time_s", "0x10", "time_s: '0x10' is given, but this must be 0, or a number from 1e-15 to 1e9"
    ),
    ("time_s", "-1", "time_s: '-1' is given, but this must be 0, or a number from 1e-15 to 1e9"),
    (
      "time_s", "5e-324",
      "time_s: '5e-324' is given, but this must be 0, or a number from 1e-15 to 1e9"
    ),
    ("ratio", "0", "ratio: '0' is given, but this must be a number from 1e-15 to 1e9"),
    ("ratio", "1e200", "ratio: '1e200' is given, but this must be a number from 1e-15 to 1e9"),
    ("ratio_low", "0", "ratio_low: '0' is given, but this must be a number from 1e-15 to 1e9"),
    ("flops", "1.5", "flops: '1.5' is given, but this must be a whole number from 0"),
    ("cache", "warm", "cache: 'warm' is given, but this must be hot or cold"),
    ("count", "0", "count: '0' is given, but this must be a whole number from 1 to 1000000"),
    ("count", "all", "count: 'all' is given, but this must be a whole number from 1 to 1000000"),
    ("threads", "99999999", "threads is 99999999, but must be from 1 to 4096"),
  ])
  func aBadCellIsNamedWithItsLine(column: String, value: String, sentence: String) throws {
    #expect(try complaint(altered(column, to: value)) == "x.csv:2: \(sentence)")
  }

  /// As Excel, LibreOffice and pandas save what phibench wrote.
  @Test func whatSpreadsheetsAndPandasWriteIsRead() throws {
    let expected = try file(text(rows())).rows[0]
    for (column, value) in [
      ("input_gradient", "FALSE"), ("input_gradient", "False"), ("l", "2.0"), ("l", " 2 "),
      ("samples", "12.0"), ("time_s", "1.25E-03"),
    ] {
      #expect(try file(altered(column, to: value)).rows == [expected], "\(column): \(value)")
    }
    // An index without a name, as pandas writes it, and another from the time before.
    let indexed = try "," + altered("l", to: "2").replacing("\n", with: "\n0,", maxReplacements: 1)
    #expect(try file("," + indexed.replacing("\n0", with: "\n0,0")).rows == [expected])
  }

  @Test func whatIsNotClearIsNamed() throws {
    let whole = try altered("l", to: "2")
    #expect(
      try complaint(whole.replacing(",", with: ";")).contains(
        "x.csv:1: the cells are separated by semicolons"))
    #expect(try complaint(whole.replacing(",", with: "\t")).contains("separated by tabs"))
    #expect(try complaint(whole + whole).contains("x.csv:3: the header stands here once more"))
    func complaintOf(bytes: [UInt8]) throws -> String {
      try #require(
        #expect(throws: Refusal.self) { try ResultsFile(CSVReader(bytes, name: "x.csv")) }
      ).description
    }
    #expect(try complaintOf(bytes: [0x1F, 0x8B, 8, 10]).contains("compressed by gzip"))
    #expect(try complaintOf(bytes: [0xFF, 0xFE, 0x6C, 0, 10]).contains("UTF-16"))
  }

  /// Rows of other programs name no kernel, and may name no processor; what they tell must agree.
  @Test func aMixtureOfKindsOfMachinesIsRefused() throws {
    func row(_ strategy: Strategy, _ cpu: String?, _ kernel: String?) throws -> RecordedRow {
      var row = RecordedRow(point: try rows()[0].point, strategy: strategy, operation: .step)
      (row.cpu, row.blasKernel) = (cpu, kernel)
      return row
    }
    let (own, peer) = (try row("cached", "A", "Haswell"), try row("onednn", "A", nil))
    let known = try file(
      text([peer, own, row("onednn", nil, nil), row("onednn", "A", "MKL"), own]))
    #expect(known.rows.count == 5)
    #expect(known.kind?.description == "A (Haswell)")
    #expect(try file(text([])).kind == nil)
    for other in [
      try row("tiled", "A", "Prescott"), try row("tiled", "B", "Haswell"),
      try row("onednn", "B", nil),
    ] {
      #expect(
        try complaint(text([peer, own, other])).hasPrefix(
          "x.csv:4: this row was measured on \(MachineKind(of: other)), those above on A (Haswell);"
        ))
    }
  }

  @Test func aBadFileIsNamed() throws {
    #expect(try complaint("") == "x.csv: the file is empty")
    #expect(try complaint("a,a\n") == "x.csv:1: the column a stands twice in the header")
    #expect(try complaint("a\n").contains("the columns strategy, operation, status, l, d,"))
    let cells = try text(rows()).replacing("\"two\nlines\"", with: "x,y")
    #expect(
      try complaint(cells)
        == "x.csv:3: the row has \(Column.all.count + 1) cells, but the header \(Column.all.count)")
    #expect(throws: Refusal.self) { try ResultsFile(path: "/nowhere/x.csv") }
  }
}
