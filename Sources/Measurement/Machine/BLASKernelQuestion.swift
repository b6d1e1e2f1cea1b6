import Convolution
import Foundation
import Subprocess

/// Asks a fresh process which kernel OpenBLAS runs there, and whether it multiplies right.
///
/// OpenBLAS chooses when it is loaded, so that a process cannot ask itself what another choice
/// would have been.
public struct BLASKernelQuestion: Sendable {
  /// What a process says of itself.
  public struct Answer: Codable, Hashable, Sendable {
    /// The kernel in use.
    public var kernel: String
    /// Whether the kernel's products agree with ``ProductOracle``; `nil` where nobody asked.
    public var productsAreRight: Bool?

    /// The answer of this process.
    ///
    /// - Throws: `OutOfMemory`, while products are checked.
    public static func ofThisProcess(checksProducts: Bool) throws(OutOfMemory) -> Answer {
      Answer(
        kernel: OpenBLAS.kernel,
        productsAreRight: checksProducts ? try ProductOracle.productsAreRight() : nil)
    }
  }

  private let executable: String
  private let limit: Duration

  /// The hidden command of phibench that answers.
  public static let command = "blas-kernel"
  /// The flag that makes it check products too.
  public static let checkFlag = "--check"

  /// Asks phibench at a path.
  ///
  /// - Parameters:
  ///   - executable: the running one, unless given.
  ///   - limit: how long to wait for an answer; it takes some hundredths of a second, unless a
  ///     kernel hangs.
  public init(
    executable: String = ThisProcess.executable, limit: Duration = .seconds(10)
  ) {
    self.executable = executable
    self.limit = limit
  }

  /// The answer of a process that starts with ``BLASKernel/variable`` set so, or not set at all.
  ///
  /// - Parameter kernel: the name that OpenBLAS is told; products are checked where there is one.
  /// - Returns: the answer, or `nil` where it gives none in time, as when a kernel needs
  ///   instructions that the processor lacks.
  public func ask(for kernel: String?) async -> Answer? {
    await withTaskGroup { group in
      group.addTask { await answer(for: kernel) }
      group.addTask {
        try? await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  private func answer(for kernel: String?) async -> Answer? {
    let result = try? await run(
      .path(.init(executable)),
      arguments: .init([Self.command] + (kernel == nil ? [] : [Self.checkFlag])),
      environment: .inherit.updating([
        .init(stringLiteral: BLASKernel.variable): kernel,
        .init(stringLiteral: BLASKernel.guardVariable): nil,
      ]),
      platformOptions: ChildProcess.platformOptions, output: .string(limit: 4096))
    guard let result, result.terminationStatus.isSuccess else { return nil }
    return try? JSONDecoder().decode(Answer.self, from: Data(result.standardOutput.utf8))
  }
}
