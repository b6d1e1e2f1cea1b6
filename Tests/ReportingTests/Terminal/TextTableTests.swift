import Reporting
import TestFixtures
import Testing

@Suite struct TextTableTests {
  private func table(leading: Int = 1) -> TextTable {
    var table = TextTable(
      [("layer", .left), ("time", .right), ("where", .left), ("φ", .right)], leading: leading)
    table.add(["vgg16-conv1_1", "12.3 ms", "row 3 of 7, column 12", "441 MiB"])
    table.add(["a", "", "", "0 B"])
    return table
  }

  private func widest(_ text: String) -> Int {
    text.split(separator: "\n").map(\.count).max() ?? 0
  }

  @Test func columnsAreAlignedAndNothingTrails() {
    #expect(
      table().text == """
        layer             time  where                        φ
        vgg16-conv1_1  12.3 ms  row 3 of 7, column 12  441 MiB
        a                                                  0 B
        """)
    var short = TextTable([("a", .left), ("b", .left)])
    short.add(["x", ""])
    #expect(short.text == "a  b\nx")
  }

  @Test func whatFitsIsLeftAsItIs() {
    #expect(table().text(for: Terminal(columns: 55, hasColour: false)) == table().text)
  }

  @Test func aWideTableIsSetAsSeveralThatBeginWithTheLeadingColumn() {
    #expect(
      table().text(for: Terminal(columns: 40, hasColour: false)) == """
        layer             time
        vgg16-conv1_1  12.3 ms
        a

        layer          where
        vgg16-conv1_1  row 3 of 7, column 12
        a

        layer                φ
        vgg16-conv1_1  441 MiB
        a                  0 B
        """)
  }

  /// As of a sweep of many parameters, in a window of the usual width.
  @Test func numbersAndNamesThatTellRowsApartAreNotBroken() {
    let keys = ["l", "d", "a", "b", "d_out", "h", "padding"]
    var table = TextTable(
      keys.map { ($0, .right) } + [
        ("strategy", .left), ("now ÷ before", .left), ("memory", .left),
      ],
      leading: keys.count + 1)
    table.add(
      ["8", "128", "224", "224", "64", "11", "5", "recomputed", "1.02 [0.98, 1.05]"]
        + ["phi_bytes 1,234,567 → 2,345,678; peak_bytes 1,234,567 → 2,345,678"])
    let text = table.text(for: Terminal(columns: 80, hasColour: false))
    #expect(widest(text) <= 80)
    let leading = "8  128  224  224     64  11        5  recomputed  "
    #expect(text.contains("l    d    a    b  d_out   h  padding  strategy    now ÷ before\n"))
    #expect(text.contains(leading + "1.02 [0.98, 1.05]\n"))
    #expect(text.contains(leading + "phi_bytes"))
  }

  @Test(arguments: 1...60, [0, 1, 2, 3])
  func nothingIsWiderThanTheWindowAndNothingIsLost(columns: Int, leading: Int) {
    let text = table(leading: leading).text(for: Terminal(columns: columns, hasColour: false))
    #expect(widest(text) <= columns)
    func letters(_ text: String) -> [Character: Int] {
      text.reduce(into: [:]) { counts, letter in
        if !letter.isWhitespace { counts[letter, default: 0] += 1 }
      }
    }
    // Leading columns may stand there more than once.
    let shown = letters(text)
    for (letter, count) in letters(table().text) { #expect(shown[letter, default: 0] >= count) }
  }

  @Test func coloursTakeNoRoomAndAreThereOnlyWhereTheyAreShown() {
    var table = TextTable([("a", .left), ("b", .right)])
    table.add([("x", .plain), ("worse", .bad)])
    #expect(table.text == "a      b\nx  worse")
    #expect(
      table.text(for: Terminal(columns: 8, hasColour: true))
        == "\u{1B}[1ma\u{1B}[0m      \u{1B}[1mb\u{1B}[0m\nx  \u{1B}[31mworse\u{1B}[0m")
  }

  @Test func whatATerminalWouldObeyIsMadeVisible() {
    var table = TextTable([("a", .left)])
    table.add(["evil\u{1B}[2J\u{7}\nname"])
    #expect(table.text == "a\nevil\u{FFFD}[2J\u{FFFD} name")
  }
}
