/// What a report says, whether a terminal, Markdown or a page shows it.
package struct Document: Sendable {
  /// A piece of a document. Its texts are plain: nothing in them is markup.
  package enum Block: Sendable {
    /// The heading of what follows; level 1 is the title's. Pages link to an ID, if it has one.
    case heading(String, level: Int = 2, id: String? = nil)
    case paragraph(String, Emphasis = .plain)
    /// One line or paragraph for each item.
    case list([String])
    case table(Table)
    /// Figures, side by side if there is room.
    case figures([Figure])
    /// Blocks that are folded away below a line, until a reader unfolds them.
    indirect case details(String, [Block])
  }

  /// How much a paragraph weighs. A warning is something that a reader has to know before trusting the
  /// rest, without a full stop.
  package enum Emphasis: Sendable {
    case plain, strong, faint, note, warning
  }

  /// The title; `nil` for what is shown among other things.
  package var title: String?
  /// What it comes to. Readers of a page meet it first, those of a terminal last, where the cursor is.
  package var summary: [Block]
  /// What the summary rests on.
  package var body: [Block]

  package init(title: String? = nil, summary: [Block] = [], _ body: [Block]) {
    self.title = title
    self.summary = summary
    self.body = body
  }

  /// The document as a part of another, below a heading of the second level: the summary, and each
  /// section of the body folded away.
  var folded: [Block] {
    var blocks = summary.map { block in
      if case .heading(let title, let level, let id) = block {
        Block.heading(title, level: level + 1, id: id)
      } else {
        block
      }
    }
    for block in body {
      if case .heading(let title, _, _) = block {
        blocks.append(.details(title, []))
      } else if case .details(let title, let section)? = blocks.last {
        blocks[blocks.count - 1] = .details(title, section + [block])
      } else {
        blocks.append(block)
      }
    }
    return blocks
  }
}
