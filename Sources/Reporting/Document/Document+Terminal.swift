extension Document {
  /// The document for a terminal: no wider, in its colours, with nothing folded away.
  package func text(for terminal: Terminal) -> String {
    Self.text(of: (title.map { [.heading($0, level: 1)] } ?? []) + body + summary, for: terminal)
  }

  private static func text(of blocks: [Block], for terminal: Terminal) -> String {
    var text = ""
    var previous: Block?
    for block in blocks {
      if let previous { text += needsGap(previous, block) ? "\n\n" : "\n" }
      text += self.text(of: block, for: terminal)
      previous = block
    }
    return text
  }

  /// Whether an empty line parts two blocks: one precedes a heading and follows a table.
  private static func needsGap(_ previous: Block, _ next: Block) -> Bool {
    switch (previous, next) {
    case (_, .heading), (_, .details), (.table, _), (.details, _): true
    default: false
    }
  }

  private static func text(of block: Block, for terminal: Terminal) -> String {
    switch block {
    case .heading(let title, _, _): terminal.styled(terminal.wrapped(title), .strong)
    case .paragraph(let text, .strong): terminal.styled(terminal.wrapped(text), .strong)
    case .paragraph(let text, .warning):
      terminal.entry("warning:", text, at: 9, style: .caution)
    case .paragraph(let text, _): terminal.wrapped(text)
    case .list(let items): items.map { terminal.entry("-", $0, at: 2) }.joined(separator: "\n")
    case .table(let table): table.text(for: terminal)
    case .figures(let figures):
      text(
        of: figures.flatMap { figure -> [Block] in
          [.heading(figure.title), .paragraph(figure.caption), .table(figure.data)]
        }, for: terminal)
    case .details(let summary, let blocks):
      text(of: [.heading(summary)] + blocks, for: terminal)
    }
  }
}
