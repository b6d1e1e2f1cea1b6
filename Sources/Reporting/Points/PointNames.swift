import Convolution
import Measurement

/// What tells some points apart, and what they have in common: the columns that a table of them
/// needs, and the words below it.
package struct PointNames: Sendable {
  /// The fields that tell the points apart; none for a single point.
  package let shown: [PointField]
  /// What all points have in common, as in "h 3, padding 1".
  package let common: String
  /// The same without what a layer is unless it is told otherwise: stride 1, float, …
  package let unusual: String

  package init(_ points: [Point]) {
    let fields = PointField.all.filter { !$0.isDerived }
    let values = fields.map { field in Set(points.map { field.value($0) }) }
    let byName = Dictionary(grouping: points, by: \.layer)
    shown = zip(fields, values).filter { field, values in
      guard values.count > 1 else { return false }
      // What varies only as the layers' names do is told by them.
      return field.name == PointField.layer.name || byName[""] != nil
        || byName.values.contains { Set($0.map { field.value($0) }).count > 1 }
    }.map(\.0)
    let fixed = zip(fields, values).compactMap { field, values -> (PointField, String)? in
      guard values.count == 1, let value = values.first, !value.isEmpty else { return nil }
      return (field, value)
    }
    func words(_ fields: [(PointField, String)]) -> String {
      fields.map { "\($0.name) \($1)" }.joined(separator: ", ")
    }
    common = words(fixed)
    unusual = words(fixed.filter { field, value in !Self.isUsual(field, value) })
  }

  /// What a sweep has of a layer that it is not told about.
  private static let usual: Point? = try? LayerTemplate().point()

  /// Whether a value says nothing that is worth a word. Sizes always do.
  private static func isUsual(_ field: PointField, _ value: String) -> Bool {
    let always = [PointField.layer.name] + Parameter.slides.map(\.rawValue)
    return !always.contains(field.name) && usual.map { field.value($0) == value } ?? false
  }

  /// A point in words without what is usual.
  package static func brief(_ point: Point) -> String {
    PointNames([point]).unusual
  }

  /// A point in a few words: what tells it apart from the others, or all that it is.
  package func label(_ point: Point) -> String {
    guard !shown.isEmpty else { return point.label }
    return shown.filter { !$0.value(point).isEmpty }.map { field in
      field.name == PointField.layer.name
        ? field.value(point) : "\(field.name)=\(field.value(point))"
    }.joined(separator: " ")
  }

  /// The name of a point's layer, or what tells the point apart.
  package func name(_ point: Point) -> String {
    point.layer.isEmpty ? label(point) : point.layer
  }

  /// The columns of a ``Table`` whose rows are about points.
  package func columns<Element>(_ point: @escaping (Element) -> Point) -> [Table.Column<Element>] {
    shown.map { field in
      field.name == PointField.layer.name
        ? .left(field.name) { field.value(point($0)) }
        : .right(field.name) { field.value(point($0)) }
    }
  }
}
