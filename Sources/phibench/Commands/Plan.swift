import ArgumentParser
import Convolution
import Foundation
import Machine
import Networks
import Reporting
import Results

/// `phibench plan`: a strategy for each layer of a network, under a memory budget.
struct Plan: AsyncParsableCommand, ComputingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Choose a strategy for each layer under a memory budget.",
    discussion: """
      Measures each layer by each strategy, or reads what sweep measured, and chooses the strategies \
      that take the least time together while the network's peak stays within the budget: exactly, \
      by dynamic programming. The budget is for tensors: parameters, velocities, images, outputs, φ, \
      P_pool, gradients and scratch; the program itself and OpenBLAS's buffers come on top.

      --run trains some steps by the plan in a process of its own and prints what they took beside \
      the prediction. --output writes the network with its strategies, for train and sweep.

      Exits with 1 if no plan fits, and says what the least budget is. Ctrl-C drops what was \
      measured; what is to survive is measured by sweep and read by --measurements.

      Examples:
        phibench plan Benchmarks/networks/mnist-demo.yaml --memory 64MiB --run
        phibench plan Benchmarks/networks/vgg16.yaml --batch 8 --frontier
        phibench sweep Benchmarks/networks/vgg16.yaml --batch 8 --output vgg16.csv
        phibench plan Benchmarks/networks/vgg16.yaml --batch 8 --measurements vgg16.csv \
      --memory 2GiB --output plan.yaml
      """)

  @OptionGroup(title: "Network")
  var network: NetworkOptions

  @Option(
    help: ArgumentHelp(
      "The budget, as in 256MiB or 1.5GB; without it, the fastest plan of all.", valueName: "size"))
  var memory: ByteCount?

  @OptionGroup(title: "Times")
  var layerTimes: LayerTimeOptions

  @Flag(help: "Print every plan that no other beats in both time and peak.")
  var frontier = false

  @Flag(help: "Print what is live at each moment of the plan's step.")
  var timeline = false

  @Flag(
    name: .customLong("run"),
    help: "Carry the plan out, and print what it took beside what was predicted.")
  var carriesOut = false

  @Option(help: ArgumentHelp("Steps of --run, after one that warms up.", valueName: "count"))
  var steps = 5

  @Option(help: ArgumentHelp("Write the network with its strategies.", valueName: "plan.yaml"))
  var output: String?

  @Flag(help: "Overwrite an output that exists.")
  var force = false

  @Flag(help: "Write the results as JSON instead of tables.")
  var json = false

  @OptionGroup(title: "Machine")
  var machine: MachineOptions

  func run() async throws {
    do {
      try await Interruption.cancelling(within: .seconds(1)) { try await plan() }
    } catch is CancellationError {
      throw Refusal(
        .interrupted,
        "interrupted; plan keeps no measurements, but sweep does: "
          + "phibench sweep \(Console.quoted(network.file)) --output x.csv --resume, "
          + "then plan with --measurements x.csv")
    }
  }

  private func plan() async throws {
    try Refusal.requireRange("--steps", steps, 1...10_000)
    try MachineOptions.require(threads: network.threads)
    let sampling = try layerTimes.sampling()
    let definition = try network.definition()
    let settings = try network.settings(definition)
    let candidates = try Strategies.listed(layerTimes.strategy)
    let shape = try Network(
      definition, batch: settings.batch, precision: network.precision, threads: network.threads,
      reuse: layerTimes.reuse)
    if let output {
      try AtomicFile.requirePossible(output)
      try AtomicFile.requireFree(output, overwrites: force)
    }
    func task(_ kind: NetworkTask.Kind, _ strategies: LayerStrategies) -> NetworkTask {
      NetworkTask(
        kind, of: definition, strategies: strategies, training: settings,
        precision: network.precision, threads: network.threads, reuse: layerTimes.reuse,
        seed: network.seed)
    }
    func problem(
      updateSeconds: Double, measured: (Workload) -> String? = { _ in nil },
      seconds: (Workload, String) -> Double?
    ) throws -> PlanningProblem {
      try PlanningProblem(
        shape, candidates: candidates, keepsVelocity: settings.momentum > 0,
        baseSeconds: updateSeconds, measured: measured, seconds: seconds)
    }

    // Bytes need no measuring: a budget that is too small is refused at once.
    let untimed = Planner(try problem(updateSeconds: 0) { _, _ in 0 })
    if untimed.leastBudgetBytes > memory?.bytes ?? .max { throw tooLittle(untimed, settings) }
    let times = try await layerTimes.times(
      of: shape, by: candidates, sampling: sampling, seed: network.seed, quiet: machine.quiet)
    let first = LayerStrategies(candidates[0], count: definition.layers.count)
    guard case .update(let update) = try await PerformTask.reply(to: task(.update, first)) else {
      throw ChildFailure.nonsense
    }
    let problem = try problem(
      updateSeconds: update, measured: times.conditions, seconds: times.seconds)
    let planner = Planner(problem)
    guard let plan = planner.fastest(within: memory?.bytes ?? .max) else {
      throw tooLittle(planner, settings)
    }
    let strategies = try LayerStrategies(names: plan.options.dropLast().map(\.strategy))

    var report = PlanReport(
      plan, by: strategies, for: shape, problem: problem, candidates: candidates, times: times,
      keepsVelocity: settings.momentum > 0, budgetBytes: memory?.bytes)
    report.showsTimeline = timeline
    if frontier { report.frontier = planner.frontier }
    if carriesOut {
      guard
        case .trial(let trial) = try await PerformTask.reply(to: task(.steps(steps), strategies))
      else { throw ChildFailure.nonsense }
      report.trial = trial
    }
    try Task.checkCancellation()
    try Console.write(line: json ? report.json() : report.document.text(for: .output))
    if let output {
      var planned = definition.with(strategies)
      planned.training = settings
      try AtomicFile.write(planned.yaml.utf8, to: output, overwrites: force)
    }
  }

  private func tooLittle(_ planner: Planner, _ settings: TrainingSettings) -> Refusal {
    let least = planner.leastBudgetBytes
    return Refusal(
      .negative,
      "no plan fits into \(Units.bytes(memory?.bytes ?? 0)): the least that \(network.file) can do "
        + "with at a mini-batch of \(settings.batch) is \(Units.bytes(least)) (\(least) bytes)")
  }
}
