extension Range<Int> {
  /// One of some parts that follow one another, each as large as any other or one larger.
  @inline(__always)
  package func part(_ index: Int, of parts: Int) -> Range {
    lowerBound + count * index / parts..<lowerBound + count * (index + 1) / parts
  }
}
