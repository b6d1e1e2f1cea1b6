import Convolution

/// How the time of an operation grows with one parameter, beside the slide's exponent.
package struct TimeExponent: Sendable, Encodable {
  /// How time grows against the formula.
  package enum Growth: String, Hashable, Sendable, Encodable {
    case asFormula = "as the formula"
    /// Slower: a cost that does not grow still weighs.
    case fixedCosts = "slower: fixed costs still weigh"
    /// Slower: a product of larger matrices runs at a higher rate.
    case risingRate = "slower: the product's rate still rises"
    case faster = "faster than the formula"
    case undecided = "too wide to tell"
    case noInterval = "no time has an interval"
    /// Points lie on both sides of a cache's size, too few on either.
    case bent = "too few points inside one level to tell growth from a bend"
  }

  package let subject: Subject
  package let parameter: Parameter
  package let slide: Int
  /// One fit for each line and level; then those across all levels of a line.
  package let fits: [LevelFit]
  /// Where lines pass from one level to another.
  package let bends: [Bend]

  /// A fit inside one level that fails decides; then one that passes, first inside one level, then
  /// across levels, where slower memory can only have made the growth look larger.
  package let deciding: LevelFit
  package let verdict: Verdict
  package let growth: Growth

  private static func growth(_ fit: LevelFit, _ operation: Operation) -> Growth {
    switch fit.verdict {
    case .fail: return .faster
    case .inconclusive where fit.pointsWithInterval == 0: return .noInterval
    case .inconclusive: return fit.isInsideLevel ? .undecided : .bent
    case .pass:
      guard fit.exponent.high < Double(fit.slide) else { return .asFormula }
      return operation.costUnit == .flop ? .risingRate : .fixedCosts
    }
  }

  /// Less is more decisive.
  private static func rank(_ fit: LevelFit) -> (Int, Int, Double) {
    let verdict: Int =
      switch (fit.verdict, fit.isInsideLevel) {
      case (.fail, _): 0
      case (.pass, true): 1
      case (.pass, false): 2
      case (.inconclusive, true): 3
      case (.inconclusive, false): 4
      }
    return (verdict, -fit.values.count, fit.exponent.halfWidth)
  }

  /// Judges an operation along a parameter.
  ///
  /// - Returns: `nil` where no line takes three different values.
  init?(_ subject: Subject, _ observations: [Observation], along parameter: Parameter) {
    let lines = observations.lines(along: parameter, point: \.point).filter {
      $0.values.count >= 3
    }
    guard !lines.isEmpty else { return nil }
    self.subject = subject
    self.parameter = parameter
    slide = subject.operation.slideExponent(of: parameter)
    var inside: [LevelFit] = []
    var across: [LevelFit] = []
    var bends: [Bend] = []
    for line in lines {
      let runs = line.elements.runs(by: \.element.residences)
      inside += runs.filter(\.key.isClear).compactMap { [slide] run in
        LevelFit(
          run.elements, held: line.held, slide: slide, residences: run.key,
          isInsideLevel: true)
      }
      if runs.count > 1 || !runs[0].key.isClear {
        let spanned = runs.map(\.key).reduce(runs[0].key) { $0.union($1) }
        if let fit = LevelFit(
          line.elements, held: line.held, slide: slide, residences: spanned, isInsideLevel: false)
        {
          across.append(fit)
        }
      }
      bends += zip(runs, runs.dropFirst()).compactMap { Self.bend(line.held, $0, $1) }
    }
    fits = inside + across
    self.bends = bends
    guard let deciding = fits.min(by: { Self.rank($0) < Self.rank($1) }) else { return nil }
    self.deciding = deciding
    verdict = deciding.verdict
    growth = Self.growth(deciding, subject.operation)
  }

  /// Neighbouring points that the same levels serve.
  private typealias Run = (
    key: Residences, elements: [(value: Int, element: Observation)]
  )

  private static func bend(_ held: NamedValues, _ before: Run, _ after: Run) -> Bend? {
    guard let last = before.elements.last, let first = after.elements.first else { return nil }
    return Bend(
      held: held, from: last.value, to: first.value, before: before.key,
      after: after.key, unitTimeRatio: first.element.unitTime / last.element.unitTime)
  }
}
