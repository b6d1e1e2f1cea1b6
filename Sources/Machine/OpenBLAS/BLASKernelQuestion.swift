import Convolution
import Subprocess

/// Asks a fresh process which kernel OpenBLAS runs there, and whether it multiplies right.
///
/// OpenBLAS chooses when it is loaded, so that a process cannot ask itself what another choice
/// would have been.
package struct BLASKernelQuestion: Sendable {
  private let executable: String
  private let seconds: Int

  /// Asks phibench at a path, the running one unless given, and waits so long for an answer; it takes some
  /// hundredths of a second, unless a kernel hangs.
  package init(executable: String = ThisProcess.executable, seconds: Int = 10) {
    self.executable = executable
    self.seconds = seconds
  }

  /// The answer of a process that starts with ``BLASKernel/variable`` set so, whose products it then
  /// checks, or not set at all; `nil` if it gives none in time, as when a kernel needs instructions
  /// that the processor lacks.
  package func ask(for kernel: String?) async -> BLASKernelTask.Answer? {
    let child = ChildProcess(
      command: [executable, BLASKernelTask.command],
      environment: .inherit.updating([
        .init(stringLiteral: BLASKernel.variable): kernel,
        .init(stringLiteral: BLASKernel.guardVariable): nil,
      ]), limits: ChildLimits(seconds: seconds), isHeard: false)
    return try? await child.perform(BLASKernelTask(checksProducts: kernel != nil))
  }
}

/// What ``BLASKernelQuestion`` has a process say of itself.
package struct BLASKernelTask: ChildTask {
  package struct Answer: Codable, Hashable, Sendable {
    package var kernel: String
    /// Whether the kernel's products agree with ``ProductOracle``; `nil` where nobody asked.
    package var productsAreRight: Bool?
  }

  /// The hidden command of phibench that answers.
  package static let command = "blas-kernel"

  let checksProducts: Bool

  package func perform() throws -> Answer? {
    Answer(
      kernel: OpenBLAS.kernel,
      productsAreRight: checksProducts ? try ProductOracle.productsAreRight() : nil)
  }

  package static func failed(_ reason: String) -> Answer? { nil }
}
