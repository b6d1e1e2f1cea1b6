import ArgumentParser
import Sweeps

/// `phibench merge`: puts the shards of a sweep together.
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put the shards of a sweep into one CSV.",
    usage: "phibench merge <shard.csv> ... --output <file.csv> [<options>]",
    discussion: """
      Every point of the sweep must be in exactly one of the files, which `sweep --shard` wrote; \
      beside each must stand its x.sessions.csv, x.sweep.json and x.machine.json. All must come from one kind of \
      machine. Sessions stay as they are. Exits with 2 if measurements failed or were \
      skipped, unless --keep-going.

      Example:
        phibench sweep Benchmarks/slides.yaml --shard 1/2 --output one.csv
        phibench sweep Benchmarks/slides.yaml --shard 2/2 --output two.csv
        phibench merge one.csv two.csv --output slides.csv
      """)

  @Argument(help: ArgumentHelp("The shards.", valueName: "shard.csv"))
  var shards: [String]

  @Option(help: ArgumentHelp("The whole.", valueName: "file.csv"))
  var output: String

  @Flag(help: "Overwrite an output that exists.")
  var force = false

  @Flag(help: "Exit with 0 although measurements failed or were skipped.")
  var keepGoing = false

  func run() throws {
    let merge = try ShardMerge(of: shards)
    let tally = try merge.write(to: output, overwrites: force)
    if merge.builds.count > 1 {
      Console.note(
        "warning: the shards come from different builds: \(merge.builds.joined(separator: ", "))")
    }
    try tally.requireSuccess(unless: keepGoing)
  }
}
