import Analysis

/// What tells some lists of named values from others: the names whose values differ.
struct Distinctions {
  private let differing: Set<String>

  init(_ lists: some Sequence<NamedValues>) {
    var values: [String: Set<String>] = [:]
    for entry in lists.flatMap(\.entries) { values[entry.name, default: []].insert(entry.value) }
    differing = Set(values.filter { $0.value.count > 1 }.keys)
  }

  /// The words in which a list differs from others.
  func words(_ values: NamedValues) -> String { values.words(where: differing.contains) }

  /// A table's column of these words, if there is anything to tell.
  func columns<Row>(_ values: @escaping (Row) -> NamedValues) -> [Table.Column<Row>] {
    differing.isEmpty ? [] : [.left("at") { words(values($0)) }]
  }
}
