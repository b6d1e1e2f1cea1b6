/// Cells in columns.
package struct Table: Sendable {
  /// Where a column's cells stand: text to the left, numbers to the right.
  package enum Alignment: Sendable {
    case left, right
  }

  struct Cell {
    let text: String
    let style: TextStyle
  }

  /// A column of a table about elements: its title, and the cell of each element.
  package struct Column<Element> {
    let title: String
    let alignment: Alignment
    var style: (Element) -> TextStyle = { _ in .plain }
    let text: (Element) -> String

    /// A column of texts.
    package static func left(
      _ title: String, style: @escaping (Element) -> TextStyle = { _ in .plain },
      _ text: @escaping (Element) -> String
    ) -> Column {
      Column(title: title, alignment: .left, style: style, text: text)
    }

    /// A column of numbers.
    package static func right(
      _ title: String, style: @escaping (Element) -> TextStyle = { _ in .plain },
      _ text: @escaping (Element) -> String
    ) -> Column {
      Column(title: title, alignment: .right, style: style, text: text)
    }
  }

  let columns: [(title: String, alignment: Alignment)]
  let leading: Int
  let rows: [[Cell]]

  /// A table with a row for each element, of at least one column. The leading columns tell rows apart:
  /// if the table is split, they are repeated.
  package init<Element>(
    _ elements: some Sequence<Element>, leading: Int = 1, _ columns: [Column<Element>]
  ) {
    precondition(!columns.isEmpty, "a table needs a column")
    self.columns = columns.map { ($0.title.withoutControls, $0.alignment) }
    self.leading = min(max(leading, 0), columns.count - 1)
    rows = elements.map { element in
      columns.map { Cell(text: $0.text(element).withoutControls, style: $0.style(element)) }
    }
  }

  /// A table of as many texts in each row as there are columns.
  package init(_ rows: [[String]], _ columns: (title: String, alignment: Alignment)...) {
    self.init(
      rows,
      columns.indices.map { index in
        .init(title: columns[index].title, alignment: columns[index].alignment) { $0[index] }
      })
  }
}
