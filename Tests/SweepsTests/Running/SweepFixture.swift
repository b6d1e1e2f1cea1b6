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

  /// The header of a file of sessions.
  static let header = CSVFile.header(Column.ofSessions)

  /// Layers whose names need quotes, and one point that no memory suffices for: two rounds of them have ten
  /// sessions.
  static func plan(
    shard: Shard? = nil, samples: Int = 2, rounds: Int = 2, seed: UInt64 = 7,
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
      points: points, strategies: strategies,
      sampling: Sampling(samples: samples, rounds: rounds), source: InputSource(seed: seed),
      shard: shard)
  }

  /// Begins or continues a sweep as the program does, and says how many sessions were measured now;
  /// `refusing` says what happens to a task in place of doing it, if anything.
  @discardableResult
  func sweep(
    _ plan: SweepPlan, to name: String = "x.csv", _ beginning: SweepFiles.Beginning = .new,
    on machine: Machine = SweepFixture.machine,
    refusing: @escaping @Sendable (PointTask) -> PointReply? = { _ in nil }
  ) async throws -> Int {
    let measurer = PointMeasurer(
      settings: PointSettings(seed: 7, sampling: plan.sampling, cacheBytes: 1 << 20)
    ) { try refusing($0) ?? $0.perform() }
    let run = SweepRun(
      plan: plan, measurer: measurer, machine: machine,
      output: .file(SweepFiles(csv: path(name)), beginning))
    let result = try await run.measure()
    return result.sessions - result.before
  }

  /// The points of a CSV in order, each with the number of its rows.
  func points(_ name: String = "x.csv") throws -> [(label: String, rows: Int)] {
    try ResultsFile(path: path(name)).rows.runs { $0.point.label }.map {
      ($0.key, $0.elements.count)
    }
  }

  /// The lines of a CSV.
  func lines(_ name: String) throws -> [String] {
    try folder.text(name).components(separatedBy: "\r\n")
  }

  /// The whole sessions of a file.
  func sessions(_ name: String = "x.sessions.csv", of plan: SweepPlan) throws -> SessionsFile {
    try SessionsFile(
      path: path(name), strategies: plan.strategies.map { Strategy($0) }
    ) { _, _ in }
  }

  /// Which points have been in which rounds, in the file's order; 0 stands for counts and bytes.
  func rounds(_ name: String = "x.sessions.csv", of plan: SweepPlan) throws -> [String] {
    let file = try sessions(name, of: plan)
    return file.sessions.map { "\($0.round) \(file.points[$0.place].label)" }
  }

  /// The rounds that a file has when all is measured.
  static func allRounds(_ plan: SweepPlan) -> Set<String> {
    Set(
      plan.ownPoints.flatMap { point in
        (0...(point.layer == "huge" ? 0 : plan.sampling.sessions)).map { "\($0) \(point.label)" }
      })
  }
}
