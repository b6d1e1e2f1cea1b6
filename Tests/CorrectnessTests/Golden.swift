import Correctness
import Foundation

/// The files of another implementation's results beside these tests.
enum Golden {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  static let names = [
    "one-layer-1x1", "one-layer-3x3-pad1", "one-layer-5x5-pad2-pool2", "one-layer-stride2",
    "pool3-stride3", "three-layers-mnist-demo-shape", "two-layers-odd-pool", "two-layers-pool",
  ]

  static func data(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
  }

  /// A file with something changed in its JSON.
  static func altered(
    _ name: String, _ change: (inout [String: Any]) throws -> Void
  ) throws -> Data {
    let object = try JSONSerialization.jsonObject(with: data(name))
    var file = object as? [String: Any] ?? [:]
    try change(&file)
    return try JSONSerialization.data(withJSONObject: file)
  }

  /// Changes a tensor's values; a layer's, or the file's own.
  static func change(
    _ tensor: String, of layer: Int?, in file: inout [String: Any],
    _ change: (inout [Double]) -> Void
  ) {
    var layers = file["layers"] as? [[String: Any]] ?? []
    let owner = layer.map { layers[$0] } ?? file
    var record = owner[tensor] as? [String: Any] ?? [:]
    var values = record["values"] as? [Double] ?? []
    change(&values)
    record["values"] = values
    if let layer {
      layers[layer][tensor] = record
      file["layers"] = layers
    } else {
      file[tensor] = record
    }
  }
}
