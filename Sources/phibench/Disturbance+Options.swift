import Machine

extension Disturbance {
  /// What to do about it, with the options that do it, one sentence without a full stop.
  var adviceWithOptions: String {
    switch self {
    case .fewSamples: "\(advice) (--time-budget, --samples)"
    case .wideSpread: "\(advice) (--time-budget)"
    default: advice
    }
  }
}
