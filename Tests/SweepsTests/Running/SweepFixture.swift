import Convolution
import Foundation
import TestFixtures

@testable import Machine
@testable import Measurement
@testable import Results
@testable import Sweeps

/// A small sweep in a folder of its own, measured in this process.
struct SweepFixture {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  func path(_ name: String) -> String { folder.path(name) }

  func bytes(_ name: String) throws -> [UInt8] { try folder.bytes(name) }

  func write(_ bytes: some Collection<UInt8>, to name: String) throws {
    try folder.file(name, bytes)
  }

  static let machine = Machine(
    processor: Processor(name: "A, \"B\"", logicalCores: 2), memory: MachineMemory(),
    blas: BLASLibrary(
      version: "1", configuration: "", kernel: BLASKernel(name: "K", origin: .user)),
    floatingPointCounters: .init(isAvailable: false, reason: nil), swiftVersion: "", version: "0")

  /// Layers whose names need quotes, and one point that no memory suffices for.
  static func plan(
    shard: Shard? = nil, samples: Int = 1, seed: UInt64 = 7,
    strategies: [any BackwardStrategy] = [Cached(), Recomputed()]
  ) throws -> SweepPlan {
    var points = try [(1, 5), (3, 8), (1, 6), (2, 9), (3, 7)].map { d, a in
      Point(
        layer: d == 3 ? "φ, \"\(a)\"\nlayer" : "",
        workload: Workload(
          geometry: try ConvolutionGeometry(l: 2, d: d, a: a, b: 7, dOut: 4, h: 3, padding: 1)))
    }
    points.append(
      Point(
        layer: "huge",
        workload: Workload(
          geometry: try ConvolutionGeometry(
            l: 2, d: 64, a: 20000, b: 20000, dOut: 4, h: 3, padding: 1))))
    return SweepPlan(
      points: points, strategies: strategies, sampling: Sampling(samples: samples),
      source: InputSource(seed: seed), shard: shard)
  }

  /// Begins or continues a sweep as the program does.
  @discardableResult
  func sweep(
    _ plan: SweepPlan, to name: String = "x.csv", _ beginning: SweepFiles.Beginning = .new,
    on machine: Machine = SweepFixture.machine
  ) async throws -> Int {
    let measurer = PointMeasurer(
      settings: PointSettings(seed: 7, sampling: plan.sampling, cacheBytes: 1 << 20)
    ) { try $0.perform() }
    let run = SweepRun(
      plan: plan, measurer: measurer, machine: machine,
      output: .file(SweepFiles(csv: path(name)), beginning))
    return try await run.measure().points.count
  }

  /// The rows' points in order, each with the number of its rows.
  func points(_ name: String = "x.csv") throws -> [(label: String, rows: Int)] {
    var points: [(label: String, rows: Int)] = []
    for row in try ResultsFile(path: path(name)).rows {
      if points.last?.label != row.point.label { points.append((row.point.label, 0)) }
      points[points.count - 1].rows += 1
    }
    return points
  }
}
