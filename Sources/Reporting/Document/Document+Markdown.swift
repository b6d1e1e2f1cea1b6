extension Document {
  /// The document in GitHub's Markdown, without a line break at its end.
  package var markdown: String {
    Self.markdown((title.map { [.heading($0, level: 1)] } ?? []) + summary + body)
  }

  private static func markdown(_ blocks: [Block]) -> String {
    blocks.map(markdown).joined(separator: "\n\n")
  }

  private static func markdown(_ block: Block) -> String {
    switch block {
    case .heading(let title, let level, _):
      String(repeating: "#", count: level) + " " + Markdown.escaped(title)
    case .paragraph(let text, let emphasis):
      switch emphasis {
      case .plain, .faint: Markdown.escaped(text)
      case .strong: "**\(Markdown.escaped(text))**"
      case .note: "> " + Markdown.escaped(text)
      case .warning: "> **warning:** " + Markdown.escaped(text)
      }
    case .list(let items): items.map { "- " + Markdown.escaped($0) }.joined(separator: "\n")
    case .table(let table): markdown(table)
    case .figures(let figures): markdown(figures)
    case .details(let summary, let blocks):
      "<details><summary>\(Markdown.escaped(summary))</summary>\n\n\(markdown(blocks))\n\n</details>"
    }
  }

  private static func markdown(_ table: Table) -> String {
    let marks = table.columns.map { $0.alignment == .left ? "---" : "--:" }
    let lines =
      [table.columns.map { Markdown.escaped($0.title) }, marks]
      + table.rows.map { $0.map { Markdown.escaped($0.text) } }
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  /// The first two figures, and the others folded away: a page of all would be a long way down.
  private static func markdown(_ figures: [Figure]) -> String {
    let rest = figures.dropFirst(2)
    let folded =
      rest.isEmpty
      ? []
      : [
        "<details><summary>\(Units.count(rest.count, "further figure"))</summary>",
        rest.map(markdown).joined(separator: "\n\n"), "</details>",
      ]
    return (figures.prefix(2).map(markdown) + folded).joined(separator: "\n\n")
  }

  /// The picture if there is a file of it, else the numbers.
  private static func markdown(_ figure: Figure) -> String {
    guard case .file(let path) = figure.picture else {
      return markdown([
        .heading(figure.title, level: 3), .paragraph(figure.caption),
        .details("The numbers", [.table(figure.data)]),
      ])
    }
    let title = Markdown.escaped(figure.title)
    return
      "![\(title)](\(Markdown.address(path)))\n\n*\(title).* \(Markdown.escaped(figure.caption))"
  }
}
