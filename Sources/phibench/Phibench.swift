import ArgumentParser
import Foundation
import Machine

/// The program: one command per file, failures with one sentence and design's exit status.
@main
struct Phibench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phibench",
    abstract: "What a convolution layer costs, and whether keeping φ(pad(Z)) pays.",
    version: version,
    subcommands: [
      Sweep.self, Merge.self, Summarize.self, Check.self, Verify.self, Plan.self, Train.self,
      Report.self, Compare.self, Doctor.self, Audit.self, PerformTask.self, BLASKernelCommand.self,
    ])

  /// The release and the build: `1.0.0+2bf3ed0`, `1.0.0+2bf3ed0-dirty.1a2b3c4d` with changes that are
  /// not committed, `1.0.0` without Git; one that is not optimised ends in `debug`.
  static let version: String = {
    #if DEBUG
      let build = [Build.commit, "debug"]
    #else
      let build = [Build.commit]
    #endif
    let named = build.compactMap(\.self).joined(separator: ".")
    return named.isEmpty ? release : "\(release)+\(named)"
  }()

  private static let release = "1.0.0"

  /// The command line; as in GNU's programs, a value that may be left out is one only behind "=",
  /// `--resume=force`, where the parser would take the word behind `--resume`.
  ///
  /// - Throws: `Refusal` if a word is no UTF-8, or an option's value empty: no option has such a one.
  private static func arguments() throws -> [String] {
    let words = try ThisProcess.arguments().dropFirst()
    for (option, value) in zip(words, words.dropFirst())
    where value.isEmpty && option.hasPrefix("--") {
      throw Refusal(.usage, "the value of \(option) is empty")
    }
    if let word = words.first(where: { $0.isEmpty || ($0.hasPrefix("--") && $0.hasSuffix("=")) }) {
      throw Refusal(.usage, "'\(word)' on the command line has nothing in it")
    }
    return words.map { $0 == "--resume" ? "--resume=same" : $0 }
  }

  static func main() async {
    Console.surviveClosedPipes()
    ThisProcess.takeName("phibench")
    Interruption.endAtOnce()
    Foundation.exit(await status())
  }

  /// Runs the command, reports why it failed if it did, and says how to exit.
  ///
  /// What is reported is gone before the program exits, so that LeakSanitizer finds nothing there: it
  /// does not recognise the pointers in a `String`.
  private static func status() async -> Int32 {
    do {
      SystemLimits.raiseDescriptorLimit()
      var command = try parseAsRoot(arguments())
      // A child's failures are its replies.
      if !(command is PerformTask || command is BLASKernelCommand) {
        try SystemLimits.require(threads: 1)
      }
      try BLASKernel.requireInstructions()
      if let command = command as? any ComputingCommand {
        await command.machine.settleKernel()
      }
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch {
      guard let refusal = Refusal(error) else { return show(error) }
      refusal.report()
      return refusal.kind.exitStatus
    }
  }

  /// Shows what the parser has to say: help and the like, which is no failure, or what is wrong.
  private static func show(_ error: any Error) -> Int32 {
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    guard !message.isEmpty else { return code.rawValue }
    guard code.isSuccess else {
      Console.say(message + "\n")
      return code.rawValue
    }
    do {
      try Console.write(line: message)
      return code.rawValue
    } catch {
      Refusal(error)?.report()
      return Refusal.Kind.cannotWrite.exitStatus
    }
  }
}
