import ArgumentParser
import Foundation
import Measurement

/// Answers phibench itself, which starts it as a child: see `BLASKernelQuestion`.
struct BLASKernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: BLASKernelQuestion.command,
    abstract: "Print the kernel that OpenBLAS runs in this environment.", shouldDisplay: false)

  @Flag(help: "Check the kernel's products against plain sums.")
  var check = false

  func run() throws {
    let answer = try BLASKernelQuestion.Answer.ofThisProcess(checksProducts: check)
    try Console.write(JSONEncoder().encode(answer) + Data("\n".utf8))
  }
}
