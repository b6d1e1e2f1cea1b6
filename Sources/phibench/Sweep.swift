import ArgumentParser
import Convolution
import Foundation
import Measurement
import Sweeps

/// `phibench sweep`: measures every point by every strategy and writes the CSV.
struct Sweep: AsyncParsableCommand, ComputingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure every point × strategy, and write the CSV.",
    discussion: """
      A point is a convolution layer with its batch size. Lists are 1,3,5 or ranges: 8..128*2 \
      (geometric), 8..64+8 (arithmetic). Points come from the options, or from a YAML file, \
      whose values an option then takes the place of.

      Examples:
        phibench sweep --h 1,3,5 --d 8..64*2 --output layers.csv
        phibench sweep Benchmarks/slides.yaml --output slides.csv
        phibench sweep Benchmarks/published-layers.yaml --filter vgg16 --batch 4 --dry-run
      """)

  @Argument(help: ArgumentHelp("A sweep definition, or a network.", valueName: "file.yaml"))
  var file: String?

  @OptionGroup(title: "Points")
  var points: PointOptions

  @OptionGroup(title: "Measuring")
  var measuring: MeasuringOptions

  @OptionGroup(title: "Output")
  var output: SweepOutputOptions

  @OptionGroup(title: "Machine")
  var machine: MachineOptions

  func run() async throws {
    let definition = try definition()
    let strategies = try StrategyList.named(definition.strategies)
    let points = try filtered(try definition.points())
    let source = try measuring.source(seed: definition.seed, points: points)

    if output.dryRun {
      for point in points { print(point.label) }
      return
    }

    var facts = try await Machine.facts(version: Phibench.version)
    if output.rates {
      facts.rates = try MachineRates.measure(caches: facts.processor.caches, memory: facts.memory)
    }
    if measuring.hardwareCounters, let reason = facts.floatingPointCounters.reason {
      Failure.note("FLOPs are not counted by hardware: \(reason)")
    }
    let runner = SweepRunner(
      points: points, strategies: strategies, source: source,
      measurer: measuring.measurer(definition, machine: facts), machine: facts)
    let progress = Progress(total: points.count, quiet: machine.quiet)
    defer { progress.end() }
    let csv = try output.csvFile()
    try output.write(facts)
    let results = try await runner.run(into: csv) { done, next in
      progress.show(done: done, next: next.label)
    }
    progress.end()
    if !machine.quiet {
      if !output.hidesTable { output.show(SweepTable(results)) }
      DisturbanceNotes(results, machine: facts).notes.forEach(Failure.note)
    }
  }

  private func definition() throws -> SweepDefinition {
    var definition =
      if let file { try Input.sweepDefinition(file) } else { SweepDefinition() }
    try points.apply(to: &definition)
    try measuring.apply(to: &definition)
    return definition
  }

  private func filtered(_ all: [Point]) throws -> [Point] {
    guard let filter = points.filter else { return all }
    guard let pattern = try? Regex(filter) else {
      throw Failure(.usage, "--filter: '\(filter)' is no regular expression")
    }
    let chosen = all.filter { $0.label.contains(pattern) }
    if chosen.isEmpty { throw Failure(.usage, "--filter: no point matches '\(filter)'") }
    return chosen
  }
}
