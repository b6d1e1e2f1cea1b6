extension Double {
  /// A number as people write one: `1.5`, `2e-3`. Swift itself takes `0x10`, too, for 16.
  package init?(decimal text: some StringProtocol) {
    guard !text.contains(where: { $0 == "x" || $0 == "X" }) else { return nil }
    self.init(text)
  }
}
