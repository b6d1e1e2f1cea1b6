import Measurement

/// What a measurement says to a question that is no formula: either answer is a finding.
package enum Answer: String, Hashable, Sendable, Encodable {
  case yes, no
  /// The intervals do not tell.
  case undecided

  /// Whether a ratio is above 1, as far as its interval tells.
  init(isAboveOne ratio: Estimate) {
    self = ratio.isAboveOne.map { $0 ? .yes : .no } ?? .undecided
  }
}
