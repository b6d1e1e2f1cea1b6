import Convolution
import Foundation

extension GoldenFile {
  /// Reads and validates a file, and throws the first thing that is wrong; JSON has no number that is not
  /// finite.
  package init(_ data: Data) throws(GoldenFileError) {
    let record: NetworkRecord
    do {
      record = try JSONDecoder().decode(NetworkRecord.self, from: data)
    } catch let error as DecodingError {
      throw GoldenFileError(error, in: data)
    } catch {
      throw .notJSON("\(error)")
    }

    if record.layers.isEmpty {
      throw GoldenFileError("layers", "empty, but a network has one at least")
    }
    let geometries = try record.geometries()
    let (first, last) = (geometries[0], geometries[geometries.count - 1])
    input = GoldenLayout.images(
      try record.input.values("input", [first.d, first.pixelsPerImage * first.l]),
      channels: first.d, height: first.a, width: first.b)
    delta = GoldenLayout.images(
      try record.deltaTop.values("delta_top", [last.dOut, last.outputsPerImage * last.l]),
      channels: last.dOut, height: last.aOut, width: last.bOut)

    var layers: [Layer] = []
    for (index, (record, geometry)) in zip(record.layers, geometries).enumerated() {
      layers.append(try record.layer(geometry, path: "layers[\(index)]"))
    }
    self.layers = layers
  }
}

/// The file as it is written.
private struct NetworkRecord: Decodable {
  let batch: WholeNumber
  let height: WholeNumber
  let width: WholeNumber
  let channels: [WholeNumber]
  let filter: [WholeNumber]
  let padding: [WholeNumber]
  let stride: [WholeNumber]
  let pool: [WholeNumber]
  let input: TensorRecord
  let deltaTop: TensorRecord
  let layers: [LayerRecord]

  enum CodingKeys: String, CodingKey {
    case batch, height, width, channels, filter, padding, stride, pool, input
    case deltaTop = "delta_top"
    case layers
  }

  /// The layers' sizes; each one's output is the next one's input.
  func geometries() throws(GoldenFileError) -> [ConvolutionGeometry] {
    for (path, values, expected) in [
      ("channels", channels, layers.count + 1), ("filter", filter, layers.count),
      ("padding", padding, layers.count), ("stride", stride, layers.count),
      ("pool", pool, layers.count),
    ] where values.count != expected {
      throw GoldenFileError(path, "\(counted(values)) where \(expected) are needed")
    }

    var (a, b) = (height.value, width.value)
    var geometries: [ConvolutionGeometry] = []
    for index in layers.indices {
      let geometry: ConvolutionGeometry
      do {
        geometry = try ConvolutionGeometry(
          l: batch.value, d: channels[index].value, a: a, b: b, dOut: channels[index + 1].value,
          h: filter[index].value, stride: stride[index].value, padding: padding[index].value,
          pool: pool[index].value)
      } catch {
        throw GoldenFileError("layers[\(index)]", "\(error)")
      }
      let count = max(geometry.phiCount, geometry.convolvedCount)
      guard count <= GoldenFile.largestLayer else {
        throw GoldenFileError(
          "layers[\(index)]",
          "\(count) elements of φ(pad(Z)) or S, but at most \(GoldenFile.largestLayer) are allowed")
      }
      geometries.append(geometry)
      (a, b) = (geometry.aOut, geometry.bOut)
    }
    return geometries
  }
}

/// One layer as it is written.
private struct LayerRecord: Decodable {
  let weight: TensorRecord
  let bias: TensorRecord
  let phi: TensorRecord?
  let output: TensorRecord
  let dweight: TensorRecord
  let dbias: TensorRecord

  func layer(
    _ geometry: ConvolutionGeometry, path: String
  ) throws(GoldenFileError) -> GoldenFile.Layer {
    let weights = [geometry.dOut, geometry.phiRows]
    let biases = [geometry.dOut, 1]
    let phiValues = try phi?.values("\(path).phi", [geometry.phiRows, geometry.phiColumns])
    return GoldenFile.Layer(
      geometry: geometry,
      weight: GoldenLayout.weight(try weight.values("\(path).weight", weights), geometry),
      bias: try bias.values("\(path).bias", biases),
      phi: phiValues.map { GoldenLayout.phi($0, geometry) },
      output: GoldenLayout.images(
        try output.values(
          "\(path).output", [geometry.dOut, geometry.outputsPerImage * geometry.l]),
        channels: geometry.dOut, height: geometry.aOut, width: geometry.bOut),
      weightGradient: GoldenLayout.weight(try dweight.values("\(path).dweight", weights), geometry),
      biasGradient: try dbias.values("\(path).dbias", biases))
  }
}

/// A matrix as it is written, column-major.
private struct TensorRecord: Decodable {
  let shape: [WholeNumber]
  let values: [Double]

  /// The values, once they are known to be of the shape that the sizes say.
  func values(_ path: String, _ expected: [Int]) throws(GoldenFileError) -> [Double] {
    let shape = shape.map(\.value)
    guard shape == expected else {
      throw GoldenFileError("\(path).shape", "\(text(shape)) where the sizes say \(text(expected))")
    }
    // The expected shape is a validated geometry's, so that its product is in range.
    guard values.count == expected.reduce(1, *) else {
      throw GoldenFileError(path, "\(counted(values)) for shape \(text(shape))")
    }
    return values
  }

  private func text(_ sizes: [Int]) -> String {
    sizes.isEmpty ? "of no sizes" : sizes.map(String.init).joined(separator: " × ")
  }
}

private func counted(_ values: [some Any]) -> String {
  values.count == 1 ? "1 value" : "\(values.count) values"
}

/// A size as it is written; for `Int` itself the decoder would call 2.5 invalid JSON.
private struct WholeNumber: Decodable {
  let value: Int

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let number = try container.decode(Double.self)
    guard let value = Int(exactly: number) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(number) is not a whole number in range")
    }
    self.value = value
  }
}
