import ArgumentParser
import Convolution
import Measurement
import Sweeps

/// The options that say which points a sweep has.
struct PointOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Height and width of the filter.")
  var h: String?

  @Option(parsing: .unconditional, help: "Channels of the input.")
  var d: String?

  @Option(parsing: .unconditional, help: "Height of the input.")
  var a: String?

  @Option(parsing: .unconditional, help: "Width of the input.")
  var b: String?

  @Option(parsing: .unconditional, help: "Images in the mini-batch, l.")
  var batch: String?

  @Option(parsing: .unconditional, help: "Channels of the output.")
  var dOut: String?

  @Option(parsing: .unconditional, help: "Distance between neighbouring sub-images.")
  var stride: String?

  @Option(parsing: .unconditional, help: "Zeros on each side; also same and valid.")
  var padding: String?

  @Option(parsing: .unconditional, help: "Pooling window and its stride; 1 is none.")
  var pool: String?

  @Option(parsing: .unconditional, help: "Threads that share the images out.")
  var threads: String?

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
