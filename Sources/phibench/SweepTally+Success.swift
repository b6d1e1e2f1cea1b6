import Sweeps

extension SweepTally {
  /// Says how many measurements there are of each kind if some are missing.
  ///
  /// - Parameter keepsGoing: whether the user takes that for a success.
  /// - Throws: ``Failure`` with status 2 unless all is well.
  func requireSuccess(unless keepsGoing: Bool) throws {
    guard !isComplete else { return }
    let sentence = description + (reason.map { "; for example: \($0)" } ?? "")
    guard keepsGoing else { throw Failure(.insufficient, sentence) }
    Failure.note(sentence)
  }
}
