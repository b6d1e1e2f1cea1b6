import Correctness
import Foundation
import Measurement
import Sweeps

/// A reader of what users give, to be fed whatever there may be. It must refuse with an error or
/// take the input; what it takes must hold what it promises.
enum Reader: String, CaseIterable {
  /// MNIST's IDX files: two bytes with the length of the images, the images, and the labels.
  case idx
  /// Results.
  case csv
  /// Sweep definitions.
  case yaml
  /// Other implementations' results.
  case golden
  /// The command line's little languages: lists of values, and shards.
  case list

  /// Reads an input.
  func read(_ input: [UInt8]) {
    switch self {
    case .idx: Self.readIDX(input)
    case .csv: Self.readCSV(input)
    case .yaml: Self.readYAML(input)
    case .golden: Self.readGolden(input)
    case .list: Self.readList(input)
    }
  }

  private static func readIDX(_ input: [UInt8]) {
    guard input.count >= 2 else { return }
    let rest = input.dropFirst(2)
    let length = min(rest.count, Int(input[0]) << 8 | Int(input[1]))
    guard
      let read = try? LabelledImages(
        images: Array(rest.prefix(length)), labels: Array(rest.dropFirst(length)))
    else { return }
    precondition(read.pixels.count == read.a * read.b * read.count, "pixels nobody promised")
  }

  private static func readCSV(_ input: [UInt8]) {
    guard let file = try? ResultsFile(csv: input, name: "x.csv") else { return }
    for row in file.rows {
      precondition(row.line >= 2, "a row stands in the header")
      for column in Column.all { _ = column.cell(row) }
    }
  }

  private static func readYAML(_ input: [UInt8]) {
    guard let text = String(validating: input, as: UTF8.self),
      let definition = try? SweepDefinition(yaml: text, file: "x.yaml")
    else { return }
    let points = try? definition.points()
    precondition(points?.isEmpty == false, "a definition without a point")
  }

  private static func readGolden(_ input: [UInt8]) {
    guard let file = try? GoldenFile(Data(input)) else { return }
    precondition(!file.layers.isEmpty, "a network without a layer")
  }

  private static func readList(_ input: [UInt8]) {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    if let values = try? ValueList.parse(text) {
      precondition((1...ValueList.mostValues).contains(values.count), "\(values.count) values")
      precondition(Set(values).count == values.count, "a value twice")
    }
    _ = try? ParameterValue.list(text, of: .padding)
    if let shard = Shard(text) {
      precondition(Shard(shard.description) == shard, "a shard that reads back as another")
    }
  }
}
