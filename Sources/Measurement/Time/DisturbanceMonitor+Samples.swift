import Machine

extension DisturbanceMonitor {
  /// Ends watching.
  ///
  /// - Parameters:
  ///   - samples: how many samples there are; below ``Estimate/fewestSamples`` the median has no
  ///     interval.
  ///   - relativeSpread: half the width of the interval over the median, where there is one.
  ///   - wantedSpread: what that should be.
  /// - Returns: what went wrong during the measurement.
  package func stop(
    samples: Int, relativeSpread: Double?, wantedSpread: Double
  ) -> [Disturbance] {
    var disturbances = stop()
    if samples < Estimate.fewestSamples {
      disturbances.append(.fewSamples(count: samples, wanted: Estimate.fewestSamples))
    }
    if let relativeSpread, relativeSpread > wantedSpread {
      disturbances.append(.wideSpread(relative: relativeSpread, wanted: wantedSpread))
    }
    return disturbances
  }
}
