import ArgumentParser
import Convolution
import Machine
import Measurement
import Networks
import Reporting

/// `phibench train`: real training steps of a network, by each strategy.
struct Train: ParsableCommand, ComputingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a network on real images by each strategy.",
    discussion: """
      Stochastic gradient with momentum. Every strategy begins with the same parameters and sees the \
      same images in the same order, so that all print the same losses, up to rounding, which \
      training amplifies (--precision double shows how little it is): only time and memory differ. Where the network names a strategy for each of its layers, as a plan does, \
      that mix is what is trained by, unless --strategy says otherwise.

      Loss and accuracy are those of an epoch's images before their own step. Peaks count parameters, \
      velocities, images and everything of a step.

      The first step of each epoch is checked: of some of its images, each layer's output and gradients \
      may lie no further from the definition of a convolution than rounding explains, as phibench check \
      has it.

      Exits with 1 if one does, or if the loss does not stay finite.

      Examples:
        phibench train Benchmarks/networks/mnist-demo.yaml --images train-images-idx3-ubyte \
      --labels train-labels-idx1-ubyte --test-images t10k-images-idx3-ubyte \
      --test-labels t10k-labels-idx1-ubyte
        phibench train Benchmarks/networks/lenet5.yaml --images i --labels l --strategy tiled \
      --epochs 3 --threads 2
      """)

  @OptionGroup(title: "Network")
  var network: NetworkOptions

  @Option(
    help: ArgumentHelp(
      "Training images in MNIST's IDX format, plain or by gzip.", valueName: "file"))
  var images: String

  @Option(help: ArgumentHelp("The labels of these images.", valueName: "file"))
  var labels: String

  @Option(
    help: ArgumentHelp("Images to try the network on after each epoch.", valueName: "file"))
  var testImages: String?

  @Option(help: ArgumentHelp("The labels of these images.", valueName: "file"))
  var testLabels: String?

  @Option(
    help: ArgumentHelp("Passes over all images. (default: the network's)", valueName: "count"))
  var epochs: Int?

  @Option(help: ArgumentHelp("Length of a step. (default: the network's)", valueName: "rate"))
  var learningRate: Double?

  @Option(help: .strategies("Strategies to train by, one after the other."))
  var strategy: String?

  @Flag(help: "Write the results as JSON instead of tables.")
  var json = false

  @OptionGroup(title: "Machine")
  var machine: MachineOptions

  func run() throws {
    try MachineOptions.require(threads: network.threads)
    let definition = try network.definition()
    let settings = try settings(definition)
    let mixes = try mixes(definition)
    let data = try data(images, labels, for: definition)
    let testData = try testData(for: definition)

    let steps = (data.count - 1) / settings.batch + 1
    let progress = Progress(
      total: mixes.count * settings.epochs * steps, quiet: machine.quiet)
    defer { progress.end() }
    var report = TrainingReport(hasTest: testData != nil)
    if !json { try Console.write(line: report.heading) }
    for (index, mix) in mixes.enumerated() {
      let run = TrainingRun(
        definition, by: mix, settings: settings, precision: network.precision,
        threads: network.threads, seed: network.seed)
      let result = try run.run(
        on: data, testImages: testData,
        willStep: { epoch, step, steps in
          progress.show(
            done: (index * settings.epochs + epoch - 1) * steps + step - 1,
            next: "\(mix.label), epoch \(epoch), step \(step)")
        },
        didEpoch: { record in
          progress.end()
          // If it cannot be written, the results at the end will say so.
          if !json { try? Console.write(line: report.line(record, by: mix)) }
        })
      report.add(result, by: mix)
    }
    try Console.write(line: json ? report.json() : "\n" + report.document.text(for: .output))
  }

  private func settings(_ definition: NetworkDefinition) throws -> TrainingSettings {
    var settings = try network.settings(definition)
    try Refusal.requireRange("--epochs", epochs, 1...TrainingSettings.mostEpochs)
    if let epochs { settings.epochs = epochs }
    if let learningRate {
      guard TrainingSettings.isLearningRate(learningRate) else {
        throw Refusal(.usage, "--learning-rate must be above 0")
      }
      settings.learningRate = learningRate
    }
    return settings
  }

  private func mixes(_ definition: NetworkDefinition) throws -> [LayerStrategies] {
    if strategy == nil, let planned = definition.strategies { return [planned] }
    return try Strategies.listed(strategy).map {
      LayerStrategies($0, count: definition.layers.count)
    }
  }

  private func testData(for definition: NetworkDefinition) throws -> TrainingData? {
    guard let testImages, let testLabels else {
      if testImages == nil, testLabels == nil { return nil }
      throw Refusal(.usage, "--test-images and --test-labels belong together")
    }
    return try data(testImages, testLabels, for: definition)
  }

  private func data(
    _ images: String, _ labels: String, for definition: NetworkDefinition
  ) throws -> TrainingData {
    try TrainingData(ImageFiles(images: images, labels: labels), for: definition)
  }
}
