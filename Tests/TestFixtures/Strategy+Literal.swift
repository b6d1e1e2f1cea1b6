import Convolution

extension Strategy: ExpressibleByStringLiteral {
  /// The strategy of a name, so that tests can write it.
  package init(stringLiteral name: String) { self.init(named: name) }
}
