import ArgumentParser
import Convolution
import Machine

/// What every command that multiplies has in common.
struct MachineOptions: ParsableArguments {
  /// Which kernel OpenBLAS multiplies with.
  enum KernelChoice: String, CaseIterable, ExpressibleByArgument {
    /// OpenBLAS's choice, unless it fell back to a kernel far below the processor.
    case auto
    /// OpenBLAS's choice.
    case asFound = "as-found"
  }

  @Option(
    help: ArgumentHelp(
      "The kernel of OpenBLAS to compute with.",
      discussion: """
        Where OpenBLAS fell back to a kernel that uses little of the processor, auto restarts \
        phibench once with the right one. A value of OPENBLAS_CORETYPE is never changed.
        """))
  var blasKernel = KernelChoice.auto

  @Flag(
    name: .shortAndLong,
    help: "Write nothing but errors to standard error; a sweep shows no table at its end, either.")
  var quiet = false

  /// Refuses threads that this machine does not let run, or that its OpenBLAS does not multiply right for.
  ///
  /// - Throws: `Refusal`.
  static func require(threads: Int) throws {
    do { try Parameter.threads.require(threads) } catch {
      throw Refusal(.usage, error.description)
    }
    try BLASLibrary.require(threads: threads)
    try SystemLimits.require(threads: threads)
  }

  /// Sees to the right kernel, and says what does not hold of what the user set; may replace this process
  /// by a new one.
  func settleKernel() async {
    let overridden = ThisProcess.overriddenVariables
    if !quiet, !overridden.isEmpty {
      Console.note(
        "\(overridden.joined(separator: ", ")) does not hold here: each worker multiplies by itself, and "
          + "--threads says how many there are")
    }
    await BLASKernelRestart.settle(asFound: blasKernel == .asFound) { sentence in
      if !quiet { Console.note(sentence) }
    }
  }
}

/// A command that multiplies: before it runs, the kernel is seen to.
protocol ComputingCommand: ParsableCommand {
  var machine: MachineOptions { get }
}
