extension Matrix {
  /// Writes every element as another matrix has it at the same place, column after column.
  ///
  /// - Precondition: both have as many elements, and do not overlap.
  package func copy(_ other: Matrix) {
    precondition(other.count == count, "\(other.count) values for \(count) elements")
    unsafe UnsafeMutableRawPointer(base).copyMemory(
      from: other.base, byteCount: count * MemoryLayout<Element>.stride)
  }
}
