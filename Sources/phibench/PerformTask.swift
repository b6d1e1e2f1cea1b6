import ArgumentParser
import Measurement

/// `phibench perform-task`: the child's side of a measurement; the parent talks to it in JSON.
struct PerformTask: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Do a measuring task (for phibench itself).",
    shouldDisplay: false)

  /// What makes a child of this program perform a task.
  static let child = ChildProcess(arguments: ["perform-task"])

  @Argument(help: "The task in JSON; without it, it comes from standard input.")
  var task: String?

  func run() throws {
    try ChildProcess.answer(task)
  }
}
