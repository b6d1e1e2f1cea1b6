import Convolution
import Correctness
import Foundation
import Machine
import Measurement
import Networks
import Reporting
import Results
import Sweeps

/// A reader of what users give, to be fed whatever there may be. It must refuse with an error or
/// take the input; what it takes must hold what it promises.
public enum Reader: String, CaseIterable {
  /// MNIST's IDX files: two bytes with the length of the images, the images, and the labels.
  case idx
  /// Results.
  case csv
  /// Results, and all that a report says about them.
  case report
  /// Sweep definitions.
  case yaml
  /// Networks.
  case network
  /// Other implementations' results.
  case golden
  /// What `--resume` and `merge` go by: x.sweep.json, x.machine.json and x.csv, between which stands
  /// ASCII's record separator.
  case resume
  /// The command line's little languages: lists of values, and shards.
  case list

  /// Reads an input.
  public func read(_ input: [UInt8]) {
    switch self {
    case .idx: Self.readIDX(input)
    case .csv: Self.readCSV(input)
    case .report: Self.readReport(input)
    case .yaml: Self.readYAML(input)
    case .network: Self.readNetwork(input)
    case .golden: Self.readGolden(input)
    case .resume: Self.readSweep(input)
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
    guard let file = try? ResultsFile(CSVReader(input, name: "x.csv")) else { return }
    for row in file.rows {
      precondition(row.line >= 2, "a row stands in the header")
      for column in Column.all { _ = column.cell(row) }
    }
  }

  private static func readReport(_ input: [UInt8]) {
    guard (try? Data(input).write(to: URL(fileURLWithPath: scratch.csv))) != nil,
      let results = try? ReportedResults(paths: [scratch.csv])
    else { return }
    let figures = FigureFiles(results, in: "figures").paths
    precondition(Set(figures).count == figures.count, "two figures of one name")
    precondition(!ResultsReport(results).markdown.isEmpty, "nothing to say")
    precondition((try? results.json()) != nil, "results that are no JSON")
  }

  private static func readYAML(_ input: [UInt8]) {
    guard let text = String(validating: input, as: UTF8.self),
      let definition = try? SweepDefinition(yaml: text, file: "x.yaml")
    else { return }
    let points = try? definition.points()
    precondition(points?.isEmpty == false, "a definition without a point")
  }

  private static func readNetwork(_ input: [UInt8]) {
    guard let text = String(validating: input, as: UTF8.self),
      let definition = try? NetworkDefinition(yaml: text, file: "x.yaml")
    else { return }
    // The mini-batch that a file does not state is for its user to choose.
    guard (try? Network(definition, batch: definition.training.batch)) != nil else { return }
    let again = try? NetworkDefinition(yaml: definition.yaml, file: "y.yaml")
    precondition(again == definition, "a network that reads back as another")
    let points = try? SweepDefinition(definition).points()
    precondition(points?.count == definition.layers.count + 1, "a layer without a point")
  }

  private static func readSweep(_ input: [UInt8]) {
    let parts = input.split(separator: 0x1E, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return }
    let files = scratch
    for (part, path) in zip(parts, [files.sweep, files.machine, files.csv]) {
      guard (try? Data(part).write(to: URL(fileURLWithPath: path))) != nil else { return }
    }
    guard let merge = try? ShardMerge(of: [files.csv]) else { return }
    precondition(merge.builds.count <= 1, "a build nobody named")
  }

  /// Files that are read where they lie: in memory, where TMPDIR says so.
  private static let scratch = SweepFiles(csv: folder.url.appendingPathComponent("x.csv").path)

  private static let folder: PrivateFolder = {
    do {
      return try PrivateFolder()
    } catch {
      fatalError("no folder for files: \(error)")
    }
  }()

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
