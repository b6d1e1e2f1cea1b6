import Analysis

/// A comparison as it stands in JSON.
struct ComparisonObject: Encodable {
  struct Step: Encodable {
    let point: String
    let strategy: String
    let operation: String
    let verdict: StepComparison.Verdict
    let oldTimeS: Double?
    let newTimeS: Double?
    let ratio: Double?
    let ratioLow: Double?
    let ratioHigh: Double?
    let memory: [MemoryChange]
    let worse: Bool
    let oldLine: Int
    let newLine: Int
  }

  struct Unmatched: Encodable {
    let point: String
    let strategy: String
    let operation: String
  }

  let old: String
  let new: String
  let threshold: Double
  let worse: Bool
  let conclusive: Bool
  let warnings: [String]
  let steps: [Step]
  let onlyOld: [Unmatched]
  let onlyNew: [Unmatched]

  init(_ comparison: ResultsComparison) {
    func unmatched(_ entries: [ResultsComparison.Unmatched]) -> [Unmatched] {
      entries.map {
        .init(point: $0.point.label, strategy: $0.strategy, operation: $0.operation.name)
      }
    }
    old = comparison.oldName
    new = comparison.newName
    threshold = comparison.threshold
    worse = comparison.isWorse
    conclusive = comparison.isConclusive
    warnings = comparison.warnings
    steps = comparison.steps.map {
      .init(
        point: $0.point.label, strategy: $0.strategy, operation: $0.operation.name,
        verdict: $0.verdict, oldTimeS: $0.old.time?.median, newTimeS: $0.new.time?.median,
        ratio: $0.ratio?.median, ratioLow: $0.ratio?.low, ratioHigh: $0.ratio?.high,
        memory: $0.memory, worse: $0.isWorse, oldLine: $0.old.line, newLine: $0.new.line)
    }
    onlyOld = unmatched(comparison.onlyOld)
    onlyNew = unmatched(comparison.onlyNew)
  }
}
