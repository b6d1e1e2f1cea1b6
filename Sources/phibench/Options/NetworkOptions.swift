import ArgumentParser
import Convolution
import Machine
import Networks

/// The options that say which network, and how a step of it is worked on.
struct NetworkOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("A network; see Benchmarks/networks.", valueName: "network.yaml"))
  var file: String

  @Option(
    help: ArgumentHelp(
      "Images in the mini-batch, l. (default: the network's)", valueName: "count"))
  var batch: Int?

  @Option(
    help: ArgumentHelp(
      "Momentum, from 0 to below 1; above 0 every parameter has a velocity. (default: the network's)",
      valueName: "part"))
  var momentum: Double?

  @Option(help: ArgumentHelp("The scalar type of all tensors: float or double.", valueName: "type"))
  var precision = Precision.float

  @Option(help: ArgumentHelp("Threads that share the images out.", valueName: "count"))
  var threads = 1

  @Option(help: "Determines all that is pseudo-random.")
  var seed: UInt64 = 1

  func definition() throws -> NetworkDefinition {
    try NetworkDefinition(yaml: try Input.text(file), file: file)
  }

  /// The network's training settings, unless these options say something else.
  func settings(_ definition: NetworkDefinition) throws -> TrainingSettings {
    var settings = definition.training
    if let batch {
      guard batch >= 1 else { throw Refusal(.usage, "--batch must be at least 1") }
      settings.batch = batch
    }
    if let momentum {
      guard TrainingSettings.isMomentum(momentum) else {
        throw Refusal(.usage, "--momentum must be at least 0 and below 1")
      }
      settings.momentum = momentum
    }
    return settings
  }
}

extension Precision: ExpressibleByArgument {}
