/// An owned block of elements from ``Memory``, given back when the value ends.
///
/// Its contents are undefined until they are written.
@safe
package struct Buffer<Element: BitwiseCopyable>: ~Copyable {
  /// Elements, not bytes.
  package let count: Int
  let base: UnsafeMutablePointer<Element>
  private let memory: Memory
  private let purpose: MemoryPurpose

  /// Takes `count` elements from `memory`, where they count as `purpose`.
  ///
  /// - Throws: ``OutOfMemory`` where the system does not give them.
  package init(
    _ count: Int, from memory: Memory, for purpose: MemoryPurpose
  ) throws(OutOfMemory) {
    precondition(count >= 0, "a buffer cannot have \(count) elements")
    self.count = count
    self.memory = memory
    self.purpose = purpose
    let bytes = count * MemoryLayout<Element>.stride
    unsafe base = try memory.allocate(bytes: bytes, for: purpose)
      .bindMemory(to: Element.self, capacity: count)
  }

  deinit {
    unsafe memory.release(base, bytes: bytes, for: purpose)
  }

  /// Bytes of the elements.
  package var bytes: Int { count * MemoryLayout<Element>.stride }

  /// The elements as a matrix of whole columns; the view must not outlive the buffer.
  ///
  /// - Precondition: `rows` × `columns` elements are there.
  package func matrix(rows: Int, columns: Int) -> Matrix<Element> {
    precondition(rows >= 0 && columns >= 0 && rows * columns <= count, "buffer is too small")
    return unsafe Matrix(base: base, rows: rows, columns: columns)
  }

  /// The elements as one column; the view must not outlive the buffer.
  package var vector: Matrix<Element> { matrix(rows: count, columns: 1) }
}
