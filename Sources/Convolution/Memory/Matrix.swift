/// A view of a dense column-major matrix that somebody else owns: rows × columns, no gaps.
///
/// Bounds are checked when a view is made or sliced; kernels then use its pointer within them.
/// A view must not outlive its ``Buffer``, and of several threads that hold one each writes to
/// columns of its own.
@safe
package struct Matrix<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  /// Elements of a column.
  package let rows: Int
  /// Columns.
  package let columns: Int

  init(base: UnsafeMutablePointer<Element>, rows: Int, columns: Int) {
    unsafe self.base = base
    self.rows = rows
    self.columns = columns
  }

  /// All elements.
  package var count: Int { rows * columns }

  /// One element, for what is small; kernels use the pointer.
  ///
  /// - Precondition: it lies inside the matrix.
  package subscript(row: Int, column: Int) -> Element {
    get {
      precondition(0..<rows ~= row && 0..<columns ~= column, "element out of range")
      return unsafe base[row + column * rows]
    }
    nonmutating set {
      precondition(0..<rows ~= row && 0..<columns ~= column, "element out of range")
      unsafe base[row + column * rows] = newValue
    }
  }

  /// Some neighbouring columns.
  ///
  /// - Precondition: they lie inside the matrix.
  package subscript(columns range: Range<Int>) -> Matrix {
    precondition(range.lowerBound >= 0 && range.upperBound <= columns, "columns out of range")
    return unsafe Matrix(base: base + range.lowerBound * rows, rows: rows, columns: range.count)
  }

  /// The elements, column after column, as an array of their own.
  package func copied() -> [Element] {
    unsafe Array(UnsafeBufferPointer(start: base, count: count))
  }

  /// Writes every element, column after column.
  ///
  /// - Precondition: there are as many values as elements.
  package func fill(with values: some Collection<Element>) {
    precondition(values.count == count, "\(values.count) values for \(count) elements")
    _ = unsafe UnsafeMutableBufferPointer(start: base, count: count).update(fromContentsOf: values)
  }

  /// Writes every element as a function of its place, column after column.
  package func fill(_ value: (Int) -> Element) {
    for index in 0..<count { unsafe base[index] = value(index) }
  }

  /// Lends the elements to code in another language.
  package func withUnsafeElements(_ body: (UnsafeMutablePointer<Element>) -> Void) {
    unsafe body(base)
  }
}
