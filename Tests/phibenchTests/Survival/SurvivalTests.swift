import Testing

/// Sweeps that are killed, interrupted, starved and resumed, as a night on a shared machine does.
///
/// One after the other: some wait for a moment in a sweep, which others would put off.
@Suite(.serialized) enum SurvivalTests {}
