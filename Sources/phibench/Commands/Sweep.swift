import ArgumentParser
import Machine
import Measurement
import Reporting
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
        phibench sweep Benchmarks/slides.yaml --output slides.csv --resume
        phibench sweep Benchmarks/published-layers.yaml --filter vgg16 --batch 4 --dry-run
        .build-emulated/release/phibench sweep Benchmarks/quick.yaml --count-instructions

      A point is measured in several sessions, processes of their own, one in each round over all \
      points: what varies from minute to minute then shows in the intervals. Each session is on the \
      disk before the next begins, in x.sessions.csv beside x.csv, and Ctrl-C loses no more than the one \
      at hand; x.csv is made anew after each round. A point that fails (out of memory, a crash, its time limit) or does not fit into what \
      is free gets a row that says why, and the sweep goes on; at the end it then exits with 2, \
      unless --keep-going.

      The table at the end says what each step took; below it stands from which φ on keeping it \
      loses, or what to measure to know.
      """)

  @Argument(help: ArgumentHelp("A sweep definition, or a network.", valueName: "file.yaml"))
  var file: String?

  @OptionGroup(title: "Points")
  var points: PointOptions

  @OptionGroup(title: "Measuring")
  var measuring: MeasuringOptions

  @OptionGroup(title: "Counting by the instruction")
  var instructions: InstructionOptions

  @OptionGroup(title: "Output")
  var output: SweepOutputOptions

  @OptionGroup(title: "Machine")
  var machine: MachineOptions

  func validate() throws {
    if measuring.hardwareCounters, instructions.countInstructions {
      throw ValidationError(
        "--hardware-counters and --count-instructions exclude each other: both fill flops_hardware")
    }
  }

  func run() async throws {
    if output.listsColumns { return try output.showColumns() }
    let definition = try definition()
    let plan = try plan(definition)
    if output.dryRun {
      for point in plan.ownPoints { try Console.write(line: point.label.withoutControls) }
      return
    }
    try await Interruption.cancelling { try await measure(plan, definition) }
  }

  private func measure(_ plan: SweepPlan, _ definition: SweepDefinition) async throws {
    try output.requirePossible()
    try MachineOptions.require(threads: plan.ownPoints.map(\.workload.threads).max() ?? 1)
    let facts = try await Machine.facts(version: Phibench.version, rates: output.rates)
    if measuring.hardwareCounters, !machine.quiet, let reason = facts.floatingPointCounters.reason {
      Console.note("FLOPs are not counted by hardware: \(reason)")
    }
    if !machine.quiet {
      plan.notes(cores: facts.processor.logicalCores).forEach(Console.note)
    }
    let countInstructions = await instructions.count(
      within: measuring.limits, at: plan.ownPoints, by: plan.strategies, quiet: machine.quiet)
    let run = SweepRun(
      plan: plan,
      measurer: try measuring.measurer(
        definition, images: plan.source.images, machine: facts,
        countInstructions: countInstructions),
      machine: facts, output: output.destination)
    let result = try await run.measureShowing(
      quiet: machine.quiet, continuation: output.continuation)
    if !machine.quiet, !output.hidesTable { try output.show(Document(endOfSweep: result.dataset)) }
    try result.tally.requireSuccess(unless: output.keepGoing)
  }

  private func plan(_ definition: SweepDefinition) throws -> SweepPlan {
    let points = try filtered(try definition.points())
    return try SweepPlan(
      definition, points: points,
      source: try measuring.source(seed: definition.seed, points: points),
      countsByHardware: measuring.hardwareCounters,
      countsByInstruction: instructions.countInstructions, shard: output.shard)
  }

  private func definition() throws -> SweepDefinition {
    var definition =
      if let file { try Input.sweepDefinition(file) } else { SweepDefinition() }
    try points.apply(to: &definition)
    try measuring.apply(to: &definition)
    try instructions.requireLimit()
    return definition
  }

  private func filtered(_ all: [Point]) throws -> [Point] {
    guard let filter = points.filter else { return all }
    guard let pattern = try? Regex(filter) else {
      throw Refusal(.usage, "--filter: '\(filter)' is no regular expression")
    }
    let chosen = all.filter { $0.label.contains(pattern) }
    if chosen.isEmpty { throw Refusal(.usage, "--filter: no point matches '\(filter)'") }
    return chosen
  }
}
