import Machine
import Testing

@testable import Results

@Suite struct CSVReaderTests {
  private func records(_ text: String) throws -> [CSVRecord] {
    var reader = CSVReader(Array(text.utf8))
    var records: [CSVRecord] = []
    while let record = try reader.next() { records.append(record) }
    return records
  }

  @Test(arguments: ["a,b\r\n1,2\r\n", "a,b\n1,2\n", "\n\na,b\n\r\n1,2\r\n"])
  func recordsEndWithEitherEndOfLine(_ text: String) throws {
    let records = try records(text)
    #expect(records.map(\.cells) == [["a", "b"], ["1", "2"]])
    #expect(records.map(\.isWhole) == [true, true])
  }

  /// Excel begins a file with one; what only begins like one is text.
  @Test func aByteOrderMarkIsPassedOver() throws {
    let marked = try records("\u{FEFF}\"a\",b\r\n1,\u{FEFF}2\r\n")
    #expect(marked.map(\.cells) == [["a", "b"], ["1", "\u{FEFF}2"]])
    #expect(marked.map(\.offset) == [3, 10])
    #expect(marked.last?.end == 18)
    #expect(try records("\u{FEC0},b\n").map(\.cells) == [["\u{FEC0}", "b"]])
    #expect(try records("\u{FEFF}").isEmpty)
    #expect(throws: Refusal(.data, "the text:1: this is not UTF-8 text")) {
      var reader = CSVReader([0xEF, 0xBB, 0x0A])
      _ = try reader.next()
    }
  }

  @Test func quotesHoldCommasQuotesAndLines() throws {
    let records = try records("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\",\"\",\r\nnext,,,,\r\n")
    #expect(records[0].cells == ["a,b", "say \"hi\"", "two\r\nlines", "", ""])
    #expect(records[1].cells == ["next", "", "", "", ""])
    #expect(records.map(\.line) == [1, 3])
  }

  @Test func aCellInQuotesAloneMayBeEmpty() throws {
    #expect(try records("\"\"\n").map(\.cells) == [[""]])
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let cells = ["", "plain", "a,b", "\"", "\"\"", "line\nbreak", "ends\r\n", "φ(pad(Z)) é"]
    let line = cells.map(CSVFile.quoted).joined(separator: ",") + "\r\n"
    #expect(try records(line).map(\.cells) == [cells])
  }

  @Test(arguments: 1..<20)
  func aTornRecordSaysSo(_ length: Int) throws {
    let text = "a,b\r\n\"1\r\n\",φ2,3\r\n"
    var reader = CSVReader(Array(text.utf8.prefix(length)))
    var wholeBytes = 0
    while let record = try reader.next() {
      #expect(record.offset == wholeBytes)
      if record.isWhole { wholeBytes = record.end } else { #expect(record.end == length) }
    }
    #expect(wholeBytes == (length < 5 ? 0 : length < text.utf8.count ? 5 : text.utf8.count))
  }

  @Test func aTextTornOffInsideACharacterIsARecord() throws {
    var reader = CSVReader([0xCF])
    let record = try #require(try reader.next())
    #expect(record.cells == ["\u{FFFD}"] && !record.isWhole)
    #expect(throws: Refusal.self) { try ResultsFile(CSVReader([0xCF])) }
  }

  @Test(arguments: [
    ("a\rb\n", "the text:1: a carriage return ends no line here"),
    ("a\nb\"c\n", "the text:2: a quote stands inside a cell without quotes around it"),
    ("a\n\nb,\"c\"d\n", "the text:3: something follows a cell's closing quote"),
  ])
  func whatIsNoCSVSaysWhere(_ text: String, _ sentence: String) {
    #expect(throws: Refusal(.data, sentence)) { try records(text) }
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(throws: Refusal(.data, "the text:1: this is not UTF-8 text")) {
      var reader = CSVReader([0x61, 0xFF, 0x0A])
      _ = try reader.next()
    }
  }
}
