import Convolution

/// A network with its mini-batch: a ``Convolution/Workload`` for each layer, all sizes validated.
package struct Network: Hashable, Sendable {
  package struct Layer: Hashable, Sendable {
    package let name: String
    /// What a step of it has to do.
    package let workload: Workload
    /// Whether it is the fully connected last layer, o = A vec(Z) + c, without ReLU and pooling.
    ///
    /// Then the workload is that of 1 × 1 filters on an image of one pixel with d·a·b channels:
    /// φ(pad(Z)) is Z itself, and every operation but ReLU is the convolution layer's.
    package let isFullyConnected: Bool
  }

  /// All layers, first to last; each one's output is the next one's input.
  package let layers: [Layer]

  /// The fully connected last layer's name.
  package static let lastLayer = "fully_connected"
}

extension Network {
  /// What keeps the sums of all layers' bytes in range: no buffer of a layer has more elements than
  /// these together.
  private static func requireCountable(_ layers: [Layer]) throws(NetworkError) {
    var total = 0
    for layer in layers {
      let geometry = layer.workload.geometry
      total +=
        geometry.inputCount + geometry.phiCount + geometry.convolvedCount
        + geometry.weightCount * layer.workload.workers
      guard total <= Int.max / 128 else { throw .tooLarge(layer: layer.name) }
    }
  }

  /// A network of a definition, its last layer included, with l = `batch` and R = `reuse`; throws for the
  /// first layer whose sizes do not do.
  package init(
    _ definition: NetworkDefinition, batch: Int, precision: Precision = .float, threads: Int = 1,
    reuse: Int = 1
  ) throws(NetworkError) {
    var layers: [Layer] = []
    var shape = definition.input
    var giver = "the network's input"
    for layer in definition.layers {
      let input: [Parameter: Int] = [.d: shape.d, .a: shape.a, .b: shape.b]
      for parameter in [Parameter.d, .a, .b] {
        guard let stated = layer.sizes[parameter], let given = input[parameter], stated != given
        else { continue }
        throw .doesNotFit(
          layer: layer.name, axis: parameter.rawValue, takes: stated, from: giver, given: given)
      }
      let geometry: ConvolutionGeometry
      do {
        geometry = try ConvolutionGeometry { parameter in
          parameter == .l ? batch : input[parameter] ?? layer.size(parameter)
        }
      } catch {
        throw .geometry(layer: layer.name, input: shape, from: giver, error)
      }
      layers.append(
        Layer(
          name: layer.name,
          workload: try Self.workload(
            geometry, isFirst: layers.isEmpty, precision, threads, reuse),
          isFullyConnected: false))
      shape = ImageShape(d: geometry.dOut, a: geometry.aOut, b: geometry.bOut)
      giver = "'\(layer.name)'"
    }
    let geometry: ConvolutionGeometry
    do {
      // A convolution layer's output can be counted: the geometry saw to it.
      geometry = try ConvolutionGeometry(
        l: batch, d: shape.count ?? .max, a: 1, b: 1, dOut: definition.classes, h: 1)
    } catch {
      throw .geometry(layer: Self.lastLayer, input: shape, from: giver, error)
    }
    layers.append(
      Layer(
        name: Self.lastLayer,
        workload: try Self.workload(geometry, isFirst: layers.isEmpty, precision, threads, reuse),
        isFullyConnected: true))
    try Self.requireCountable(layers)
    self.init(layers: layers)
  }

  private static func workload(
    _ geometry: ConvolutionGeometry, isFirst: Bool, _ precision: Precision, _ threads: Int,
    _ reuse: Int
  ) throws(NetworkError) -> Workload {
    do throws(GeometryError) {
      try Parameter.reuse.require(reuse, in: 1...Workload.largestReuse(geometry))
      try Parameter.threads.require(threads)
    } catch {
      throw .setting(error)
    }
    // The slides' `if m > 1`.
    return Workload(
      geometry: geometry, inputGradient: !isFirst, precision: precision, threads: threads,
      reuse: reuse)
  }

  /// l.
  package var batch: Int { layers[0].workload.geometry.l }

  /// The scalar type of all tensors.
  package var precision: Precision { layers[0].workload.precision }

  /// R.
  package var reuse: Int { layers[0].workload.reuse }

  /// The layers that expand φ(pad(Z)): all but the fully connected one.
  package var convolutions: [Layer] { layers.filter { !$0.isFullyConnected } }

  /// The layers that are to be measured: each workload once, under its first layer.
  package var distinctLayers: [Layer] {
    var known: Set<Workload> = []
    return layers.filter { known.insert($0.workload).inserted }
  }

  /// Elements of all W and b.
  package var parameterCount: Int {
    layers.reduce(0) {
      $0 + $1.workload.geometry.weightCount + $1.workload.geometry.dOut
    }
  }

  /// A strategy for every layer: the given ones, and for the fully connected layer, where all keep
  /// nothing, the one whose products span the most images.
  ///
  /// - Precondition: there is one for each convolution layer.
  func strategies(_ chosen: LayerStrategies) -> [any BackwardStrategy] {
    precondition(chosen.all.count == convolutions.count, "a strategy for each layer")
    return chosen.all + (layers.count > chosen.all.count ? [Self.fullyConnectedStrategy] : [])
  }

  package static let fullyConnectedStrategy: any BackwardStrategy = Strategies.forInputsThatArePhi
}
