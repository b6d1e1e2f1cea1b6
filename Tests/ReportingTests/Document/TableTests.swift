import Reporting
import TestFixtures
import Testing

@Suite struct TableTests {
  private func table(leading: Int = 1) -> Table {
    Table(
      [["vgg16-conv1_1", "12.3 ms", "row 3 of 7, column 12", "441 MiB"], ["a", "", "", "0 B"]],
      leading: leading,
      [
        .left("layer") { $0[0] }, .right("time") { $0[1] }, .left("where") { $0[2] },
        .right("φ") { $0[3] },
      ])
  }

  private func widest(_ text: String) -> Int {
    text.split(separator: "\n").map(\.count).max() ?? 0
  }

  @Test func columnsAreAlignedAndNothingTrails() {
    #expect(
      table().text(for: .plain) == """
        layer             time  where                        φ
        vgg16-conv1_1  12.3 ms  row 3 of 7, column 12  441 MiB
        a                                                  0 B
        """)
    let short = Table([["x", ""]], ("a", .left), ("b", .left))
    #expect(short.text(for: .plain) == "a  b\nx")
    let untitled = Table([["x", "y"]], ("", .left), ("", .left))
    #expect(untitled.text(for: .plain) == "x  y")
  }

  @Test func whatFitsIsLeftAsItIs() {
    #expect(table().text(for: Terminal(columns: 55, hasColour: false)) == table().text(for: .plain))
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
    let values = ["8", "128", "224", "224", "64", "11", "5"]
    let columns: [Table.Column<[String]>] = keys.indices.map { index in
      .right(keys[index]) { $0[index] }
    }
    let memory = "phi_bytes 1,234,567 → 2,345,678; peak_bytes 1,234,567 → 2,345,678"
    let table = Table(
      [values], leading: keys.count + 1,
      columns + [
        .left("strategy") { _ in "recomputed" }, .left("now ÷ before") { _ in "1.02 [0.98, 1.05]" },
        .left("memory") { _ in memory },
      ])
    let text = table.text(for: Terminal(columns: 80, hasColour: false))
    #expect(widest(text) <= 80)
    let leading = "8  128  224  224     64  11        5  recomputed  "
    #expect(text.contains("l    d    a    b  d_out   h  padding  strategy    now ÷ before\n"))
    #expect(text.contains(leading + "1.02 [0.98, 1.05]\n"))
    #expect(text.contains(leading + "phi_bytes"))
  }

  /// Below thirty columns lines are the terminal's to wrap.
  @Test(arguments: 30...60, [0, 1, 2, 3])
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
    for (letter, count) in letters(table().text(for: .plain)) {
      #expect(shown[letter, default: 0] >= count)
    }
  }

  @Test func coloursTakeNoRoomAndAreThereOnlyWhereTheyAreShown() {
    let table = Table(
      ["worse"], [.left("a") { _ in "x" }, .right("b", style: { _ in .bad }) { $0 }])
    #expect(table.text(for: .plain) == "a      b\nx  worse")
    #expect(
      table.text(for: Terminal(columns: 8, hasColour: true))
        == "\u{1B}[1ma\u{1B}[0m      \u{1B}[1mb\u{1B}[0m\nx  \u{1B}[31mworse\u{1B}[0m")
  }

  @Test func whatATerminalWouldObeyIsMadeVisible() {
    let table = Table([["evil\u{1B}[2J\u{7}\nname"]], ("a", .left))
    #expect(table.text(for: .plain) == "a\nevil\u{FFFD}[2J\u{FFFD} name")
  }
}
