import ArgumentParser
import Convolution
import Correctness
import Foundation
import Machine
import Measurement
import Reporting

/// `phibench check`: whether the strategies compute what they should.
struct Check: ParsableCommand, ComputingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare the strategies' results with the definition, and with each other.",
    usage: "phibench check [<options>]",
    discussion: """
      Small layers of all kinds (strides, padding, pooling remainders, filters as large as the \
      image, products large enough for blocks) are computed in float and double by each strategy, \
      with its own tiles and, where it has tiles, with tiles of 1, 5 and 7 columns. They are \
      compared with the definition of a convolution, with the first strategy (bit for bit where products are split alike), with \
      finite differences and with the slides' gradient of a maximum. Bounds follow from the \
      number of terms and the precision. Set aside are outputs whose ReLU or pooling rounding \
      leaves undecided, and finite differences that cross a kink.

      With --against, networks of files that another implementation computed take the place of \
      these layers.

      Exits with 0 if all is well, with 1 if a value lies beyond its bound, and with 2 if \
      nothing could be compared.

      Examples:
        phibench check
        phibench check --strategy cached,recomputed --threads 1,3 --seed 7
        phibench check --against Tests/CorrectnessTests/Golden/two-layers-pool.json
      """)

  @Option(
    help: ArgumentHelp("Reference results to compare with; repeatable.", valueName: "file.json"))
  var against: [String] = []

  @Option(help: .strategies("Strategies to check; the first is what the others are compared with."))
  var strategy: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads that share the images out. (default: 1,2; 1 where OpenBLAS takes one caller at a time)",
      valueName: "list"))
  var threads: String?

  @Option(help: "Determines all that is pseudo-random.")
  var seed: UInt64 = 1

  @Flag(help: "Write the results as JSON instead of a table.")
  var json = false

  @OptionGroup(title: "Machine")
  var machine: MachineOptions

  func run() throws {
    let strategies = try Strategies.listed(strategy)
    let threads = try threadCounts()
    let files = try against.map { (path: $0, file: try goldenFile($0)) }
    let results =
      if files.isEmpty {
        try StrategyCheck(strategies: strategies, threads: threads, seed: seed).run()
      } else {
        try files.flatMap { path, file in
          try GoldenCheck(file, name: path).run(strategies: strategies, threads: threads)
        }
      }
    let report = CheckReport(results)
    try Console.write(line: json ? report.json() : report.document.text(for: .output))
    let (mismatches, empty) = (report.count(.mismatch), report.count(.nothingCompared))
    let all = Units.count(results.count, "comparison")
    if mismatches > 0 {
      throw Refusal(.negative, "\(mismatches) of \(all) beyond their bounds")
    }
    if empty > 0 || results.isEmpty {
      throw Refusal(.insufficient, "\(empty) of \(all) without anything to compare")
    }
  }

  private func threadCounts() throws -> [Int] {
    guard let threads else { return OpenBLAS.isSingleThreaded() ? [1] : [1, 2] }
    let counts: [Int]
    do { counts = try ValueList.parse(threads) } catch {
      throw Refusal(.usage, "--threads: \(error)")
    }
    for count in counts { try MachineOptions.require(threads: count) }
    return counts
  }

  private func goldenFile(_ path: String) throws -> GoldenFile {
    let data = Data(try InputFile.contents(path))
    do {
      return try GoldenFile(data)
    } catch {
      throw Refusal(.data, "\(path): \(error)")
    }
  }
}
