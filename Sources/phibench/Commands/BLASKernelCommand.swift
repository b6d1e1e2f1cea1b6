import ArgumentParser
import Convolution
import Machine

/// Answers phibench itself, which starts it as a child: see `BLASKernelQuestion`.
struct BLASKernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: BLASKernelTask.command,
    abstract: "Say which kernel OpenBLAS runs in this environment (for phibench itself).",
    shouldDisplay: false)

  func run() throws {
    try ChildProcess.answer(BLASKernelTask.self)
  }
}
