import Foundation
import Machine
import Measurement
import Sweeps

/// The measurement that `phibench verify` takes if it is given none: a sweep of
/// Benchmarks/verify.yaml, with the machine's rates in the same run.
struct VerifySweep {
  private let definition: SweepDefinition
  private let quiet: Bool

  /// - Parameter quiet: whether the user wants no progress.
  /// - Throws: ``Failure`` with status 66 if the definition is not found; what reading it throws.
  init(quiet: Bool) throws {
    let places = Self.places
    guard let place = places.first(where: FileManager.default.fileExists) else {
      throw Failure(
        .noInput,
        "there is no \(Self.name) here or beside the program: run phibench verify in the "
          + "repository's root, or give it a CSV, as in phibench verify x.csv")
    }
    definition = try Input.sweepDefinition(place)
    self.quiet = quiet
  }

  private static let name = "Benchmarks/verify.yaml"

  /// The folder in which the program runs, and those above the program itself, which `make build`
  /// leaves in .build/release of the repository.
  private static var places: [String] {
    var places = [name]
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    if let executable = Bundle.main.executableURL { folder = executable.resolvingSymlinksInPath() }
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      places.append(folder.appendingPathComponent(name).path)
    }
    return places
  }

  /// Measures, and judges what was measured.
  ///
  /// - Parameters:
  ///   - output: where to keep it; without, a private folder that goes away.
  ///   - overwrites: whether an output that exists gives way.
  ///   - judge: reads the CSV.
  /// - Returns: what `judge` finds.
  /// - Throws: what the sweep and `judge` throw.
  func run<Result>(
    output: String?, overwrites: Bool, judge: (_ csv: String) throws -> Result
  ) async throws -> Result {
    if let output {
      try await measure(into: output, overwrites: overwrites)
      return try judge(output)
    }
    let folder = try PrivateFolder()
    let csv = folder.file("verify.csv").path
    try await measure(into: csv, overwrites: false)
    return try judge(csv)
  }

  private func measure(into csv: String, overwrites: Bool) async throws {
    let (definition, quiet) = (definition, quiet)
    try await Interruption.cancelling {
      let facts = try await Machine.facts(version: Phibench.version, rates: true)
      let run = SweepRun(
        plan: try SweepPlan(definition),
        measurer: PerformTask.measurer(
          PointSettings(seed: definition.seed, sampling: definition.sampling, machine: facts)),
        machine: facts, output: .file(SweepFiles(csv: csv), overwrites ? .overwriting : .new))
      try await run.measureShowing(quiet: quiet).tally.requireSuccess(unless: true)
    }
  }
}
