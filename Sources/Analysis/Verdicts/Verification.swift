import Convolution
import Machine
import Results

/// The slides' formulas and claims, each put to the test by the measurements of one file.
///
/// ``verdict`` judges what is a formula: counts and bytes exactly, times as O(·) bounds them, and
/// the claim by operation count. What the fits, the shares of time and the trade say is a finding,
/// whichever way it turns out.
package struct Verification: Sendable, Encodable {
  package let file: String
  /// The machine that measured, where it is known.
  package let machine: Machine?
  /// The caches by which levels were told apart.
  package let caches: Caches
  package let counts: CountCheck
  /// What an emulator counted; `nil` where none did.
  package let executions: ExecutionCheck?
  /// How times grow, with the exponents of what was counted beside.
  package let exponents: [TimeExponent]
  /// How bytes grow.
  package let bytes: [ByteExponents]
  /// Parameters of the slides that take fewer than three values, and how many.
  package let unswept: [Parameter: Int]
  package let fits: [CostFit]
  package let shares: [OperationShares]
  package let trades: [Trade]
  /// Whether the width of some tiles is unknown, so that peaks are compared with the file's formula.
  package let hasUnknownTiles: Bool
  package let exponentVerdict: Verdict
  /// Whether products have most FLOPs on every layer.
  package let claimVerdict: Verdict
  /// What counts, exponents and the claim by operation count amount to.
  package let verdict: Verdict

  /// Judges measurements. Products and copies are compared with the machine's rates; without its facts, a file
  /// that was measured on processors of this machine's name had such caches.
  package init(of dataset: Dataset) {
    let machine = dataset.machine
    let caches = machine?.processor.caches ?? Self.caches(of: dataset) ?? .unknown
    let observations = Observations(dataset, caches: caches)
    file = dataset.file
    self.machine = machine
    self.caches = caches
    counts = CountCheck(dataset)
    executions = ExecutionCheck(dataset)
    exponents = TimeExponent.all(observations)
    bytes = ByteExponents.all(dataset)
    let points = dataset.places.filter { $0.steps.contains(where: \.strategy.isOwn) }.map(\.point)
    unswept = Dictionary(
      uniqueKeysWithValues: Parameter.slides.compactMap { parameter in
        let count = Set(points.map(parameter.value(of:))).count
        return count < TimeExponent.fewestValues && count > 0 ? (parameter, count) : nil
      })
    fits = CostFit.all(observations)
    shares = OperationShares.all(dataset, byLayer: true)
    trades = Trade.all(dataset)
    hasUnknownTiles = dataset.steps.contains { $0.usedWorkload == nil }
    exponentVerdict = .all(exponents.map(\.verdict.verdict))
    claimVerdict = .all(shares.map(\.verdict))
    verdict = .all(
      [counts.verdict, exponentVerdict, claimVerdict] + [executions?.verdict].compactMap(\.self))
  }

  private static func caches(of dataset: Dataset) -> Caches? {
    let here = Processor.ofThisMachine()
    return here.name != nil && dataset.kind?.processor == here.name ? here.caches : nil
  }
}
