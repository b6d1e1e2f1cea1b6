import Convolution
import Foundation
import Machine
import Measurement
@testable import Networks
import TestFixtures
import Testing
import phibench

@Suite struct PlanCommandTests {
  private let fixture: NetworkFixture

  init() throws {
    fixture = try NetworkFixture()
  }

  private struct Report: Decodable {
    struct Plan: Decodable {
      struct Layer: Decodable {
        let layer: String
        let strategy: String?
      }
      let timeS: Double
      let peakBytes: Int
      let layers: [Layer]
    }
    struct Trial: Decodable {
      let peakBytes: Int
      let timelineEqualsFormula: Bool
      let rssPeakBytes: Int?
    }
    let leastBudgetBytes: Int
    let plan: Plan
    let peakMoment: String?
    let uniform: [String: Plan]
    let frontier: [Plan]?
    let trial: Trial?
  }

  private func plan(_ arguments: String...) async throws -> Program.Result {
    try await Program.run(["plan", fixture.network] + arguments)
  }

  private func report(_ result: Program.Result) throws -> Report {
    #expect(result.status == 0, "\(result.error)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Report.self, from: Data(result.output.utf8))
  }

  /// Times from the file; a plan, carried out, has the predicted bytes at every moment.
  @Test func whatSweepMeasuredIsPlannedCarriedOutTrainedAndSweptAgain() async throws {
    let csv = fixture.folder.url.appendingPathComponent("x.csv").path
    let planned = fixture.folder.url.appendingPathComponent("plan.yaml").path
    let swept = try await Program.run([
      "sweep", fixture.network, "--samples", "3", "--output", csv,
    ])
    #expect(swept.status == 0, "\(swept.error)")

    let report = try report(
      try await plan(
        "--measurements", csv, "--frontier", "--run", "--steps", "2", "--output", planned, "--json",
        "--memory", "1GiB"))
    #expect(Set(report.uniform.keys) == Set(Strategies.all.map(\.name)))
    #expect(report.uniform.values.allSatisfy { report.plan.timeS <= $0.timeS })
    #expect(report.plan.layers.map(\.layer) == ["one", "two", "fully_connected"])
    #expect(report.trial?.timelineEqualsFormula == true)
    #expect(report.trial?.peakBytes == report.plan.peakBytes)
    #expect(report.trial?.rssPeakBytes != nil)
    let frontier = try #require(report.frontier)
    #expect(frontier.first?.timeS == report.plan.timeS)
    #expect(frontier.last?.peakBytes == report.leastBudgetBytes)

    let refused = try await plan("--measurements", csv, "--output", planned)
    #expect(refused.status == 73)
    let trained = try await Program.run([
      "train", planned, "--images", fixture.images, "--labels", fixture.labels, "--json",
    ])
    #expect(trained.status == 0, "\(trained.error)")
    let listed = try await Program.run(["sweep", planned, "--dry-run"])
    #expect(listed.output.split(separator: "\n").count == 3)

    let least = report.leastBudgetBytes
    let tight = try self.report(
      try await plan("--measurements", csv, "--memory", "\(least)B", "--json"))
    #expect(tight.plan.peakBytes == least)
    let none = try await plan("--measurements", csv, "--memory", "\(least - 1)")
    #expect(none.status == 1)
    #expect(none.error.contains("no plan fits into"))
    #expect(none.error.contains("(\(least) bytes)"))
  }

  @Test func withoutAFileTheLayersAreMeasured() async throws {
    let result = try await plan(
      "--samples", "1", "--strategy", "cached,tiled", "--reuse", "3", "--threads", "2",
      "--timeline", "--run", "--steps", "1")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("cached pays from R"))
    #expect(result.output.contains("The network's peak, "))
    #expect(result.output.contains("backward of one, 3 of 3"))
    // Forward of three layers, the loss, and three times backward.
    #expect(result.output.components(separatedBy: "the same").count - 1 == 13)
    #expect(result.output.contains("peak by the kernel (VmHWM)"))
  }

  /// A peak above 64 MiB by formula, by the allocator and, in a fresh process, by the kernel.
  @Test(arguments: ["cached", "tiled"])
  func theKernelSeesTheNetworksPeak(name: String) async throws {
    let definition = NetworkDefinition(
      input: ImageShape(d: 16, a: 96, b: 80),
      layers: [
        .init(name: "wide", [.dOut: 24, .h: 3, .padding: 1]),
        .init(name: "narrow", [.dOut: 8, .h: 1]),
        .init(name: "small", [.dOut: 4, .h: 3, .stride: 8]),
      ], classes: 2)
    let strategies = try LayerStrategies(names: Array(repeating: name, count: 3))
    let settings = TrainingSettings(batch: 24)
    let task = NetworkTask(
      .steps(1), of: definition, strategies: strategies, training: settings, precision: .float,
      threads: 1, reuse: 1, seed: 1)
    let child = ChildProcess(
      executable: Program.executable, arguments: ["perform-task", "--network"])
    let reply = try await child.perform(task)
    guard case .trial(let trial) = reply else {
      Issue.record("no trial: \(reply)")
      return
    }
    let formula = NetworkMemoryFormula(
      try Network(definition, batch: 24), by: strategies, keepsVelocity: true)
    #expect(trial.timeline == formula.timeline)
    let peak = Double(formula.peakBytes)
    #expect(name == "tiled" || peak > 64 * 0x1p20)
    let resident = Double(try #require(trial.rssPeakBytes))
    #expect(Sanitizer.residentBytes(peak: peak, besides: 16 * 0x1p20).contains(resident))
  }

  @Test(arguments: [
    (["--memory", "lots"], 64, "--memory"),
    (["--memory", "-1MiB"], 64, "--memory"),
    (["--batch", "0"], 64, "--batch must be at least 1"),
    (["--reuse", "0"], 64, "reuse is 0"),
    (["--samples", "0"], 64, "--samples must be from 1 to 1000000"),
    (["--samples", "9223372036854775807"], 64, "--samples must be from 1 to 1000000"),
    (["--strategy", ","], 64, "the list of strategies is empty"),
    (["--steps", "0"], 64, "--steps must be"),
    (["--strategy", "cached,cached"], 64, "named twice"),
    (["--measurements", "/nowhere.csv"], 66, "/nowhere.csv"),
    (["--output", "/nowhere/x.yaml"], 73, "/nowhere/x.yaml cannot be created"),
  ])
  func badOptionsGetOneSentence(
    arguments: [String], status: Int32, sentence: String
  ) async throws {
    let result = try await Program.run(["plan", fixture.network] + arguments)
    #expect(result.status == status, "\(result.error)")
    #expect(result.error.contains(sentence), "\(result.error)")
    #expect(result.output == "")
  }

  @Test func aFileWithoutALayersTimesSaysWhich() async throws {
    let csv = fixture.folder.url.appendingPathComponent("x.csv").path
    _ = try await Program.run([
      "sweep", fixture.network, "--samples", "1", "--filter", "one", "--output", csv,
    ])
    let result = try await plan("--measurements", csv)
    #expect(result.status == 2)
    #expect(result.error.contains("there is no time of layer 'two' by cached or recomputed"))
  }

  /// Every network that we ship can be swept.
  @Test func theShippedNetworksAreSweeps() async throws {
    let folder = URL(fileURLWithPath: Program.inRepository("Benchmarks/networks"))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }
    #expect(files.count >= 5)
    for file in files {
      let result = try await Program.run([
        "sweep", folder.appendingPathComponent(file).path, "--dry-run",
      ])
      #expect(result.status == 0, "\(file): \(result.error)")
    }
  }
}
