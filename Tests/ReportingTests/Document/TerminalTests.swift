import Foundation
import Glibc
import Reporting
import Testing

@Suite struct TerminalTests {
  /// The two ends of a pseudo-terminal with a window of so many columns.
  private func withTerminal(columns: UInt16, _ body: (Int32) -> Void) throws {
    var controller: Int32 = -1
    var terminal: Int32 = -1
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    let status = openpty(&controller, &terminal, nil, nil, &size)
    try #require(status == 0)
    defer {
      close(controller)
      close(terminal)
    }
    body(terminal)
  }

  @Test func aTerminalIsAsWideAsItSaysAndHasColours() throws {
    try withTerminal(columns: 123) { descriptor in
      let terminal = Terminal(descriptor: descriptor, environment: ["TERM": "xterm"])
      #expect(terminal == Terminal(columns: 123, hasColour: true, rewritesLines: true))
    }
    try withTerminal(columns: 0) { descriptor in
      #expect(Terminal(descriptor: descriptor, environment: [:]).columns == 80)
      #expect(Terminal(descriptor: descriptor, environment: ["COLUMNS": "99"]).columns == 99)
    }
  }

  @Test(arguments: [
    (["NO_COLOR": "1", "TERM": "xterm"], false), (["NO_COLOR": "", "TERM": "xterm"], true),
    (["TERM": "dumb"], false), (["TERM": ""], false), ([:], false),
  ])
  func coloursCanBeTurnedDown(environment: [String: String], hasColour: Bool) throws {
    try withTerminal(columns: 80) { descriptor in
      #expect(Terminal(descriptor: descriptor, environment: environment).hasColour == hasColour)
    }
  }

  @Test func aFileHasNeitherWidthNorColours() throws {
    let file = open("/dev/null", O_WRONLY)
    defer { close(file) }
    #expect(Terminal(descriptor: file, environment: ["COLUMNS": "80"]) == .plain)
    #expect(Terminal.plain.styled("x", .bad) == "x")
  }

  @Test func proseIsBrokenBetweenWords() {
    let terminal = Terminal(columns: 10, hasColour: false)
    #expect(terminal.wrapped("one two three four") == "one two\nthree four")
    #expect(terminal.wrapped("a\n\nexactly 10") == "a\n\nexactly 10")
    #expect(terminal.wrapped("abcdefghijklm n") == "abcdefghij\nklm n")
    #expect(Terminal.plain.wrapped("one two three four") == "one two three four")
  }

  @Test(arguments: [nil, 12])
  func whatATerminalWouldObeyIsShownInstead(columns: Int?) {
    let terminal = Terminal(columns: columns, hasColour: false)
    let texts = [
      terminal.wrapped("a\u{1B}[2J b\u{7}\nc\td"), terminal.entry("x\u{1B}", "y\u{9B}", at: 3),
    ]
    #expect(texts == ["a\u{FFFD}[2J b\u{FFFD}\nc d", "x\u{FFFD} y\u{FFFD}"])
  }

  @Test func anEntryIsWrappedBesideItsName() {
    let terminal = Terminal(columns: 16, hasColour: false)
    #expect(terminal.entry("name", "one two three", at: 8) == "name    one two\n        three")
    let coloured = Terminal(columns: 12, hasColour: true)
    #expect(
      coloured.entry("caveat:", "ab cd", at: 8, style: .bad)
        == "\u{1B}[31mcaveat:\u{1B}[0m ab\n        cd")
    #expect(Terminal.plain.entry("-", "one two", at: 2) == "- one two")
  }
}
