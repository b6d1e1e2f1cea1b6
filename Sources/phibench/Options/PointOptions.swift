import ArgumentParser
import Convolution
import Machine
import Sweeps

/// The options that say which points a sweep has.
struct PointOptions: ParsableArguments {
  @Option(.h) var h: ParameterList?
  @Option(.d) var d: ParameterList?
  @Option(.a) var a: ParameterList?
  @Option(.b) var b: ParameterList?
  @Option(.l) var l: ParameterList?
  @Option(.dOut) var dOut: ParameterList?
  @Option(.stride) var stride: ParameterList?
  @Option(.padding) var padding: ParameterList?
  @Option(.pool) var pool: ParameterList?
  @Option(.threads) var threads: ParameterList?
  @Option(.tileColumns) var tileColumns: ParameterList?
  @Option(.reuse) var reuse: ParameterList?

  @Option(help: "Combine all values (product), or vary one at a time (axes).")
  var mode: SweepDefinition.Mode?

  @Flag(help: "Leave out the gradient of the input, as for a network's first layer.")
  var noInputGradient = false

  @Option(help: ArgumentHelp("Only points whose label matches.", valueName: "regex"))
  var filter: String?

  /// Lets the options take the place of a definition's values.
  func apply(to definition: inout SweepDefinition) throws {
    if let mode { definition.mode = mode }
    // As the parser itself finds options, so that each is named in one place.
    for child in Mirror(reflecting: self).children {
      guard let list = (child.value as? Option<ParameterList?>)?.wrappedValue else { continue }
      do {
        let values = try ParameterValue.list(list.text, of: list.parameter)
        try definition.override(.init(list.parameter, values))
      } catch {
        throw Refusal(.usage, "--\(list.parameter.option): \(error)")
      }
    }
    if noInputGradient { definition.leaveOutInputGradient() }
  }
}

/// The values of a parameter as the command line lists them.
struct ParameterList {
  let parameter: Parameter
  let text: String
}

extension Option<ParameterList?> {
  /// The option of a parameter, as the table of parameters describes it.
  init(_ parameter: Parameter) {
    var meaning = parameter.meaning.prefix(1).uppercased() + parameter.meaning.dropFirst()
    if parameter.isRenamed { meaning += ", \(parameter.rawValue)" }
    let words = parameter.words.keys.sorted().joined(separator: " and ")
    if !words.isEmpty { meaning += "; also \(words)" }
    self.init(
      name: .customLong(parameter.option), parsing: .unconditional,
      help: ArgumentHelp("\(meaning).", valueName: "list")
    ) { ParameterList(parameter: parameter, text: $0) }
  }
}

extension SweepDefinition.Mode: ExpressibleByArgument {}
