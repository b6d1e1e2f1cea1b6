import Machine
import Convolution
import Foundation
import Networks
import Sweeps
import Testing

@Suite struct NetworkDefinitionTests {
  private static let text = """
    input: {d: 3, a: 20, b: 16}
    classes: 7
    layers:
      - {name: one, d_out: 8, h: 5, padding: same, pool: 2}
      - {name: two, d_out: 4, h: 3, stride: 2}
    training: {batch: 5, learning_rate: 0.5, momentum: 0}
    """

  private func definition(_ text: String = text) throws -> NetworkDefinition {
    try NetworkDefinition(yaml: text, file: "net.yaml")
  }

  @Test func eachLayerTakesWhatTheOneBeforeGives() throws {
    let network = try Network(try definition(), batch: 5, threads: 2)
    let sizes = network.layers.map(\.workload.geometry)
    #expect(
      sizes == [
        try ConvolutionGeometry(l: 5, d: 3, a: 20, b: 16, dOut: 8, h: 5, padding: 2, pool: 2),
        try ConvolutionGeometry(l: 5, d: 8, a: 10, b: 8, dOut: 4, h: 3, stride: 2),
        try ConvolutionGeometry(l: 5, d: 4 * 4 * 3, a: 1, b: 1, dOut: 7, h: 1),
      ])
    #expect(network.layers.map(\.workload.inputGradient) == [false, true, true])
    #expect(network.layers.map(\.isFullyConnected) == [false, false, true])
    #expect(network.layers.allSatisfy { $0.workload.threads == 2 })
    #expect(try definition().loss == .crossEntropy)
    #expect(try definition().strategies == nil)
    #expect(try definition().training.batch == 5)
  }

  @Test(arguments: [
    ("h: 3, stride: 2}", "h: 30}", "layer 'two' gets 8 × 10 × 8 (d × a × b) from 'one'"),
    ("h: 3, stride: 2}", "h: 30}", "the filter (h = 30) is larger than the padded input"),
    ("d_out: 4", "d: 9, d_out: 4", "layer 'two' takes d = 9, but 'one' gives it d = 8"),
    ("d_out: 8", "b: 17, d_out: 8", "takes b = 17, but the network's input gives it b = 16"),
    ("name: two", "name: one", "the name 'one' is taken"),
    ("name: two", "name: fully_connected", "is taken"),
    ("d_out: 4", "d_out: 4, strategy: magic", "there is no strategy 'magic'"),
    ("d_out: 4", "d_out: 4, strategy: tiled", "layer 'one' has no strategy, but others have"),
    ("d_out: 4, ", "", "layer 'two' needs d_out and h"),
    ("padding: same", "padding: same, h: 4", "stands twice"),
    ("h: 5", "h: 4", "padding 'same' needs an odd filter"),
    ("classes: 7", "loss: squared", "the key 'classes' is missing"),
    ("classes: 7", "classes: 0", "at least 1"),
    ("batch: 5", "batches: 5", "unknown key"),
    ("batch: 5", "batch: 4000000000", "net.yaml:6: training.batch: layer 'one'"),
    ("momentum: 0", "momentum: 1", "below 1"),
    ("learning_rate: 0.5", "learning_rate: -1", "above 0"),
    ("a: 20, ", "", "d, a and b are needed"),
  ])
  func whatDoesNotFitIsNamed(part: String, other: String, sentence: String) throws {
    #expect(Self.text.contains(part))
    let text = Self.text.replacing(part, with: other)
    let error = try #require(throws: Refusal.self) { try definition(text) }
    #expect("\(error)".hasPrefix("net.yaml:"), "\(error)")
    #expect("\(error)".contains(sentence), "\(error)")
  }

  /// Found by fuzzing: what JSON lets stand in a string YAML may refuse, or take for a line's end.
  @Test(arguments: [
    #"\u2028"#, #"\x7f"#, #"\x85"#, #"a\uFEFFb"#, #"\U0001F600 \\ \""#, "é: # 1", "no", " ",
  ])
  func textsAreReadBackAsTheyWere(text: String) throws {
    let read = try definition(
      """
      description: "\(text)"
      input: {d: 1, a: 4, b: 3}
      classes: 2
      layers: [{name: "\(text)", d_out: 1, h: 2}]
      """)
    #expect(try definition(read.yaml) == read)
  }

  @Test func aPlanComesBackFromItsYAML() throws {
    var planned = try definition().with(LayerStrategies(names: ["cached", "tiled"]))
    planned.description = "By \"hand\": # and all"
    let again = try definition(planned.yaml)
    #expect(again == planned)
    #expect(again.strategies?.names == ["cached", "tiled"])
    #expect(try NetworkDefinition.isNetwork(yaml: planned.yaml, file: "x"))
    #expect(try !NetworkDefinition.isNetwork(yaml: "base: {h: 3}", file: "x"))
  }

  @Test func oneStrategyMayStandForAllLayers() throws {
    let definition = try definition("strategy: tiled\n" + Self.text)
    #expect(definition.strategies?.names == ["tiled", "tiled"])
  }

  /// The published numbers of parameters: LeNet-5 with all of S2 for each map of C3, AlexNet without
  /// grouping, and VGG-16's convolution layers with a last layer of 25,088 × 1,000.
  @Test(arguments: [
    ("mnist-demo", 832 + 18_496 + 36_928 + 5_770), ("lenet5", 61_706), ("alexnet", 62_378_344),
    ("vgg16", 14_714_688 + 25_089_000),
    // ResNet-18's filters without its shortcuts' 1 × 1 ones, a bias for each map, and the last layer.
    ("resnet18-plain", 10_994_880 + 3_904 + 25_089_000),
  ])
  func theShippedNetworksHaveThePublishedParameters(name: String, count: Int) throws {
    let path = "Benchmarks/networks/\(name).yaml"
    let text = try String(contentsOf: Networks.file(path), encoding: .utf8)
    let definition = try NetworkDefinition(yaml: text, file: path)
    #expect(try Network(definition, batch: 1).parameterCount == count)
  }
}
