import Results

/// A sweep whose sessions are open to be added to.
struct OpenSweep: ~Copyable {
  /// Takes the sessions that come next.
  let file: CSVFile
  /// The sessions that were there before; `nil` for a new sweep.
  var known: KnownSessions?
  /// What was behind them, of a session that did not reach the device whole, and was cut off.
  var tornBytes = 0
}
