import ArgumentParser
import Measurement
import Sweeps

/// The options that say which points a sweep has.
struct PointOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Height and width of the filter.", valueName: "list"))
  var h: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Channels of the input.", valueName: "list"))
  var d: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Height of the input.", valueName: "list"))
  var a: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Width of the input.", valueName: "list"))
  var b: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Images in the mini-batch, l.", valueName: "list"))
  var batch: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Channels of the output.", valueName: "list"))
  var dOut: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Distance between neighbouring sub-images.", valueName: "list"))
  var stride: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Zeros on each side; also same and valid.", valueName: "list"))
  var padding: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Pooling window and its stride; 1 is none.", valueName: "list"))
  var pool: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads that share the images out.", valueName: "list"))
  var threads: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Columns of a tile of cached and tiled; 0 lets them choose.", valueName: "list"))
  var tileColumns: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Backward passes per forward pass.", valueName: "list"))
  var reuse: String?

  @Option(help: "Combine all values (product), or vary one at a time (axes).")
  var mode: SweepDefinition.Mode?

  @Flag(help: "Leave out the gradient of the input, as for a network's first layer.")
  var noInputGradient = false

  @Option(help: ArgumentHelp("Only points whose label matches.", valueName: "regex"))
  var filter: String?

  /// Lets the options take the place of a definition's values.
  func apply(to definition: inout SweepDefinition) throws {
    if let mode { definition.mode = mode }
    let lists: [(Parameter, String, String?)] = [
      (.h, "--h", h), (.d, "--d", d), (.a, "--a", a), (.b, "--b", b), (.l, "--batch", batch),
      (.dOut, "--d-out", dOut), (.stride, "--stride", stride), (.padding, "--padding", padding),
      (.pool, "--pool", pool), (.threads, "--threads", threads),
      (.tileColumns, "--tile-columns", tileColumns), (.reuse, "--reuse", reuse),
    ]
    for (parameter, option, text) in lists {
      guard let text else { continue }
      do {
        try definition.override(.init(parameter, try ParameterValue.list(text, of: parameter)))
      } catch {
        throw Failure(.usage, "\(option): \(error)")
      }
    }
    if noInputGradient { definition.leaveOutInputGradient() }
  }
}

extension SweepDefinition.Mode: ExpressibleByArgument {}
