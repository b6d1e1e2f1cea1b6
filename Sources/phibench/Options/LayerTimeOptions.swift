import ArgumentParser
import Convolution
import Machine
import Measurement
import Networks
import Results

/// The options that say where the layers' times come from.
struct LayerTimeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take the layers' times from results of sweep, instead of measuring.", valueName: "file.csv"))
  var measurements: String?

  @Option(help: .strategies("Candidates for each layer."))
  var strategy: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Backward passes per forward pass.", valueName: "count"))
  var reuse = 1

  @Option(
    help: "Measure with caches as the step before left them (hot), or evicted before each (cold).")
  var cache = CacheState.hot

  @Option(help: ArgumentHelp("Exactly so many samples of each strategy.", valueName: "count"))
  var samples: Int?

  @Option(
    help: ArgumentHelp(
      "The most seconds of samples per layer, evictions of cold caches included.",
      valueName: "seconds"))
  var timeBudget = 3.0

  /// How samples are taken.
  ///
  /// - Throws: `Refusal` if an option is out of its range.
  func sampling() throws -> Sampling {
    try Refusal.requireRange("--samples", samples, Sampling.counts)
    try Refusal.requirePositive("--time-budget", timeBudget, atMost: Sampling.largestBudget)
    return Sampling(samples: samples, budget: .seconds(timeBudget))
  }

  /// The times of a network's layers: from the file, or measured now.
  func times(
    of network: Network, by candidates: [any BackwardStrategy], sampling: Sampling, seed: UInt64,
    quiet: Bool
  ) async throws -> LayerTimes {
    if let measurements {
      let dataset = try Dataset(path: measurements)
      let here = MachineKind(
        processor: Processor.ofThisMachine().name, kernel: OpenBLAS.kernel)
      if !quiet, let kind = dataset.kind, !kind.agrees(with: here) {
        Console.note("the times of \(measurements) are those of \(kind); this machine is \(here)")
      }
      return LayerTimes(dataset, cache: cache)
    }
    let facts = try await Machine.facts(version: Phibench.version)
    let settings = PointSettings(seed: seed, sampling: sampling, machine: facts)
    let measurer = PerformTask.measurer(settings)
    let layers = network.distinctLayers
    let progress = Progress(total: layers.count, quiet: quiet)
    defer { progress.end() }
    var times = LayerTimes()
    for (index, layer) in layers.enumerated() {
      progress.show(done: index, next: layer.name)
      let gaps = await times.measure(
        layer, by: candidates, cache: cache, measurer,
        freeBytes: MachineMemory.read(.system).usableBytes ?? .max)
      try Task.checkCancellation()
      for gap in gaps where !quiet {
        progress.end()
        Console.note("not measured: \(gap)")
      }
    }
    return times
  }
}
