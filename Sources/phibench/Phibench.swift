import ArgumentParser
import Foundation

/// The program: one command per file, failures with one sentence and design's exit status.
@main
struct Phibench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phibench",
    abstract: "What a convolution layer costs, and whether keeping φ(pad(Z)) pays.",
    version: version,
    subcommands: [
      Sweep.self, Merge.self, Check.self, Verify.self, Plan.self, Train.self, Report.self,
      Compare.self, Doctor.self, PerformTask.self, BLASKernelCommand.self,
    ])

  static let version = "0.1.0"

  /// The command line; as in GNU's programs, a value that may be left out is one only behind "=",
  /// `--resume=force`, where the parser would take the word behind `--resume`.
  private static var arguments: [String] {
    CommandLine.arguments.dropFirst().map { $0 == "--resume" ? "--resume=same" : $0 }
  }

  static func main() async {
    Console.surviveClosedPipes()
    do {
      var command = try parseAsRoot(arguments)
      if let command = command as? any ComputingCommand {
        await command.machine.settleKernel()
      }
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      guard let failure = Failure(error) else { exit(withError: error) }
      failure.report()
      Foundation.exit(failure.status.rawValue)
    }
  }
}
