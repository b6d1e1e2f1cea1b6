import Analysis
import Convolution

/// A comparison as it stands in JSON.
struct ComparisonObject: Encodable {
  struct Step: Encodable {
    let point: String
    let strategy: Strategy
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

    init(_ step: StepComparison) {
      point = step.point.label
      strategy = step.strategy
      operation = step.operation.name
      verdict = step.verdict
      oldTimeS = step.old.time?.median
      newTimeS = step.new.time?.median
      ratio = step.ratio?.median
      ratioLow = step.ratio?.low
      ratioHigh = step.ratio?.high
      memory = step.memory
      worse = step.isWorse
      oldLine = step.old.line
      newLine = step.new.line
    }
  }

  struct Unmatched: Encodable {
    let point: String
    let strategy: Strategy
    let operation: String

    init(_ entry: ResultsComparison.Unmatched) {
      point = entry.point.label
      strategy = entry.strategy
      operation = entry.operation.name
    }
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
    old = comparison.oldName
    new = comparison.newName
    threshold = comparison.threshold
    worse = comparison.isWorse
    conclusive = comparison.isConclusive
    warnings = comparison.warnings
    steps = comparison.steps.map(Step.init)
    onlyOld = comparison.onlyOld.map(Unmatched.init)
    onlyNew = comparison.onlyNew.map(Unmatched.init)
  }
}
