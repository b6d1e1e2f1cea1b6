extension Document {
  /// The document as one page that needs neither a network nor a script; the browser calls it by a name.
  package func html(name: String) -> String {
    let head: [HTML] = [
      .init(trusted: "<meta charset=\"utf-8\"/>"),
      .init(trusted: "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"),
      .element("title", name),
      // Rules without < and & need no escaping.
      .init(trusted: "<style>\n\(Stylesheet.css)</style>"),
    ]
    let title = title.map { [HTML.element("h1", $0)] } ?? []
    let page = HTML.element(
      "html", ["xmlns": "http://www.w3.org/1999/xhtml", "lang": "en"],
      [
        .element("head", [:], head),
        .element("body", [:], title + contents + (summary + body).map(Self.html)),
      ])
    return "<!DOCTYPE html>\n" + page.markup + "\n"
  }

  /// Links to the sections that have an ID, if there are several.
  private var contents: [HTML] {
    let links = (summary + body).compactMap { block -> HTML? in
      guard case .heading(let title, 2, let id?) = block else { return nil }
      return .element("li", [:], [.element("a", ["href": "#" + id], [.text(title)])])
    }
    return links.count < 2 ? [] : [.element("nav", [:], [.element("ul", [:], links)])]
  }

  private static func html(_ block: Block) -> HTML {
    switch block {
    case .heading(let title, let level, let id):
      .element(
        level == 1 ? "h1" : level == 2 ? "h2" : "h3", id.map { ["id": $0] } ?? [:], [.text(title)])
    case .paragraph(let text, let emphasis):
      switch emphasis {
      case .plain: .element("p", text)
      case .strong: .element("p", ["class": "strong"], [.text(text)])
      case .faint: .element("p", ["class": "lead"], [.text(text)])
      case .note: .element("p", ["class": "note"], [.text(text)])
      case .warning: .element("p", ["class": "note"], [.text("warning: " + text)])
      }
    case .list(let items):
      .element("ul", ["class": "findings"], items.map { .element("li", $0) })
    case .table(let table): html(table)
    case .figures(let figures): .element("div", ["class": "figures"], figures.map(html))
    case .details(let summary, let blocks):
      .element("details", [:], [.element("summary", summary)] + blocks.map(html))
    }
  }

  /// A table in a box of its own, which scrolls where the window is too narrow.
  private static func html(_ table: Table) -> HTML {
    func row(_ name: StaticString, _ texts: [String]) -> HTML {
      .element(
        "tr", [:],
        zip(texts, table.columns).map { text, column in
          .element(name, column.alignment == .right ? ["class": "number"] : [:], [.text(text)])
        })
    }
    return .element(
      "div", ["class": "scroll", "tabindex": "0"],
      [
        .element(
          "table", [:],
          [
            .element("thead", [:], [row("th", table.columns.map(\.title))]),
            .element("tbody", [:], table.rows.map { row("td", $0.map(\.text)) }),
          ])
      ])
  }

  private static func html(_ figure: Figure) -> HTML {
    var content: [HTML] = [.element("h3", figure.title)]
    if case .svg(let svg) = figure.picture {
      content.append(FigureSVG.inline(svg, id: figure.id, title: figure.title))
    }
    content += [
      .element("figcaption", figure.caption),
      html(.details("The numbers", [.table(figure.data)])),
    ]
    return .element("figure", ["id": figure.id], content)
  }
}
