import ArgumentParser
import Convolution
import Machine
import Measurement
import Reporting
import Sweeps

/// The options that say how points are measured.
struct MeasuringOptions: ParsableArguments {
  @Option(help: .strategies("Strategies that take turns; ratios refer to the first."))
  var strategy: String?

  @Option(help: ArgumentHelp("float, double or float,double.", valueName: "list"))
  var precision: String?

  @Option(help: "Leave the caches as the step before left them (hot), or evict them (cold).")
  var cache: CacheState?

  @Option(
    help: ArgumentHelp(
      "At least so many sessions of each point, in as many rounds of the sweep. (default: 6)",
      valueName: "count"))
  var rounds: Int?

  @Option(
    help: ArgumentHelp(
      "Exactly so many samples of each strategy, spread over the sessions.", valueName: "count"))
  var samples: Int?

  @Option(
    help: ArgumentHelp(
      "Add sessions until each ratio's 95 % interval is within ± this percentage. (default: 3)",
      valueName: "percent"))
  var interval: Double?

  @Option(
    help: ArgumentHelp(
      "The most seconds per point over all sessions, warm-ups and evictions included. (default: 5)",
      valueName: "seconds"))
  var timeBudget: Double?

  @Option(help: "Determines all that is pseudo-random. (default: 1)")
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Real images in MNIST's IDX format, plain or by gzip, for the layers that they fit.",
      valueName: "file"))
  var images: String?

  @Option(help: ArgumentHelp("The labels of these images.", valueName: "file"))
  var labels: String?

  @Option(
    help: ArgumentHelp(
      "The most seconds for each process that measures. (default: 300 and a hundred times the work)",
      valueName: "seconds"))
  var timeLimit: Int?

  @Option(
    help: ArgumentHelp(
      "The most memory for each process that measures: 4GiB, 500MB, bytes.",
      discussion: """
        The system sees to it (RLIMIT_AS), beside what the program, its threads and OpenBLAS reserve \
        for themselves.
        """, valueName: "size"))
  var memoryLimit: ByteCount?

  @Flag(help: "Try what the free memory does not seem to suffice for, instead of skipping it.")
  var overcommit = false

  @Flag(help: "Count FLOPs by the processor's counters too, if perf can read them.")
  var hardwareCounters = false

  /// What measures points as a definition and these options say.
  ///
  /// - Parameters:
  ///   - definition: what is measured.
  ///   - images: those that were read.
  ///   - machine: this one.
  ///   - countInstructions: counts FLOPs from outside, where the processor's counters do not.
  /// - Returns: the measurer.
  /// - Throws: `Refusal` if the images cannot be kept for the processes that measure.
  func measurer(
    _ definition: SweepDefinition, images: LabelledImages?, machine: Machine,
    countInstructions: (@Sendable (PointTask) async -> CountedFLOPs?)?
  ) throws(Refusal) -> PointMeasurer {
    var countFLOPs = countInstructions
    if hardwareCounters && machine.floatingPointCounters.isAvailable {
      let child = PerformTask.child(within: limits)
      countFLOPs = { await $0.hardwareFLOPs(by: child) }
    }
    var files: ImageFiles?
    if let images { files = try imageFiles?.kept(images) }
    return PerformTask.measurer(
      PointSettings(
        seed: definition.seed, images: files, sampling: definition.sampling, machine: machine),
      limits: limits, overcommits: overcommit, countFLOPs: countFLOPs)
  }

  /// What each process may use.
  var limits: ChildLimits {
    ChildLimits(addressSpaceBytes: memoryLimit?.bytes, seconds: timeLimit)
  }

  /// Lets the options take the place of a definition's values.
  func apply(to definition: inout SweepDefinition) throws {
    if let strategy { definition.strategies = try StrategyList.parse(strategy).map(\.name) }
    if let precision {
      do {
        definition.precisions = try ChoiceList.choices(WordList.words(precision))
      } catch {
        throw Refusal(.usage, "--precision: \(error)")
      }
    }
    if let cache { definition.caches = [cache] }
    try Refusal.requireRange("--time-limit", timeLimit, 1...ChildLimits.largestSeconds)
    try Refusal.requireRange("--rounds", rounds, Sampling.roundCounts)
    try Refusal.requireRange("--samples", samples, Sampling.counts)
    try Refusal.requirePositive("--interval", interval, atMost: Sampling.largestInterval)
    try Refusal.requirePositive("--time-budget", timeBudget, atMost: Sampling.largestBudget)
    if let rounds { definition.sampling.rounds = rounds }
    if let samples { definition.sampling.samples = samples }
    if let interval { definition.sampling.interval = interval / 100 }
    if let timeBudget { definition.sampling.budget = .seconds(timeBudget) }
    if let seed { definition.seed = seed }
  }

  var imageFiles: ImageFiles? {
    guard let images, let labels else { return nil }
    return ImageFiles(images: images, labels: labels)
  }

  /// Where Z comes from.
  ///
  /// - Throws: `Refusal` if files cannot be read, or images can feed no point.
  func source(seed: UInt64, points: [Point]) throws -> InputSource {
    guard let files = imageFiles else {
      if images == nil, labels == nil { return InputSource(seed: seed) }
      throw Refusal(.usage, "--images and --labels belong together")
    }
    let labelled = try files.load()
    let source = InputSource(seed: seed, images: labelled)
    let fitting = points.map(\.workload.geometry).filter {
      $0.d == 1 && $0.a == labelled.a && $0.b == labelled.b
    }
    if let larger = fitting.first(where: { source.images(for: $0) == nil }) {
      throw Refusal(
        .usage,
        "\(files.images) has \(Units.count(labelled.count, "image")), fewer than a mini-batch of \(larger.l)"
      )
    }
    if fitting.isEmpty {
      throw Refusal(
        .usage,
        "no point takes the images of \(files.images): that needs d = 1, a = \(labelled.a), b = \(labelled.b)"
      )
    }
    return source
  }
}

extension CacheState: ExpressibleByArgument {}
