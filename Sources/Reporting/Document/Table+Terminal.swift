extension Table {
  /// The table, line after line, without trailing spaces, no wider than a terminal and in its colours.
  ///
  /// A table that is wider than the terminal is set as several below one another, each of which
  /// begins with the leading columns; nothing is left out. The titles have no line if all are empty.
  package func text(for terminal: Terminal) -> String {
    let titles = columns.map { Cell(text: $0.title, style: .strong) }
    let lines = titles.allSatisfy(\.text.isEmpty) ? rows : [titles] + rows
    var widths = columns.indices.map { index in lines.map { $0[index].text.count }.max() ?? 0 }
    guard let limit = terminal.columns, limit >= Self.narrowestTable else {
      return block(Array(columns.indices), of: lines, widths: widths, for: terminal)
    }
    return blocks(within: limit, &widths)
      .map { block($0, of: lines, widths: widths, for: terminal) }
      .joined(separator: "\n\n")
  }

  /// Distance between columns.
  private static let gap = 2

  /// The columns of each block, and widths that let every block fit.
  private func blocks(within limit: Int, _ widths: inout [Int]) -> [[Int]] {
    let natural = widths
    guard natural.reduce(0, +) + Self.gap * (natural.count - 1) > limit else {
      return [Array(columns.indices)]
    }
    var keys = Array(columns.indices.prefix(leading))
    // A third of the window is for what the leading columns lead to, if it needs so much.
    let most = limit - min(widths.dropFirst(leading).max() ?? 0, max(limit / 3, Self.narrowest))
    while width(of: keys, widths) > most {
      // Text is broken where it is longest; where even so there is no room, as numbers are never
      // broken, the leading columns are columns like others.
      let texts = keys.filter { columns[$0].alignment == .left && widths[$0] > Self.narrowest }
      guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else {
        (keys, widths) = ([], natural)
        break
      }
      widths[widest] -= 1
    }
    let room = limit - width(of: keys, widths)
    var blocks: [[Int]] = []
    var left = 0
    for column in columns.indices.dropFirst(keys.count) {
      widths[column] = min(widths[column], room)
      if blocks.isEmpty || Self.gap + widths[column] > left {
        blocks.append(keys)
        left = room + Self.gap
      }
      blocks[blocks.count - 1].append(column)
      left -= Self.gap + widths[column]
    }
    return blocks
  }

  /// Lines that the terminal itself wraps read better than cells broken letter by letter.
  private static let narrowestTable = 30

  /// The least room that a cell can be read in.
  private static let narrowest = 8

  /// What columns take, with the gaps behind them.
  private func width(of columns: [Int], _ widths: [Int]) -> Int {
    columns.reduce(0) { $0 + widths[$1] + Self.gap }
  }

  private func block(
    _ chosen: [Int], of lines: [[Cell]], widths: [Int], for terminal: Terminal
  ) -> String {
    lines.flatMap { cells in
      let texts = chosen.map { cells[$0].text.broken(intoLinesOf: max(widths[$0], 1)) }
      let height = texts.map(\.count).max() ?? 0
      return (0..<height).map { row in
        var line = ""
        var blank = 0
        for (text, column) in zip(texts, chosen) {
          let cell = row < text.count ? text[row] : ""
          let space = widths[column] - cell.count
          let isLeft = columns[column].alignment == .left
          if !isLeft { blank += space }
          if !cell.isEmpty {
            line += String(repeating: " ", count: blank)
            line += terminal.styled(cell, cells[column].style)
            blank = 0
          }
          if isLeft { blank += space }
          blank += Self.gap
        }
        return line
      }
    }.joined(separator: "\n")
  }
}
