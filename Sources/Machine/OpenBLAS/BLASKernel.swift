import Convolution
import Foundation

/// The kernel that OpenBLAS multiplies with, and who chose it.
package struct BLASKernel: Codable, Hashable, Sendable {
  /// Who chose a kernel.
  package enum Origin: String, Codable, Hashable, Sendable {
    /// OpenBLAS, for the processor it found.
    case library
    /// The user, who set ``BLASKernel/variable``.
    case user
    /// phibench, which restarted itself because OpenBLAS had fallen back.
    case phibench
  }

  /// OpenBLAS's name of it, such as `SkylakeX`.
  package var name: String
  /// Who chose it.
  package var origin: Origin
  /// What OpenBLAS chooses by itself; `nil` where that could not be found out.
  package var chosenByLibrary: String?

  /// The variable that OpenBLAS reads once, when it is loaded.
  package static let variable = "OPENBLAS_CORETYPE"

  /// Set by phibench for its own second start: the kernel that OpenBLAS had chosen. As long as it
  /// is there, phibench does not restart, so that no restart can follow another.
  package static let guardVariable = "PHIBENCH_BLAS_KERNEL"
}

extension BLASKernel {
  /// What the environment tells about a kernel in use; it does not tell what OpenBLAS would have
  /// chosen where the user chose.
  package init(
    name: String = OpenBLAS.kernel,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    // OpenBLAS ignores a name that it does not have and chooses by itself.
    let isAsked = environment[Self.variable].map { Self.areSame($0, name) } ?? false
    let found = environment[Self.guardVariable]
    switch (isAsked, found) {
    case (true, .some(let found)):
      self.init(name: name, origin: .phibench, chosenByLibrary: found)
    case (true, .none):
      self.init(name: name, origin: .user)
    case (false, _):
      self.init(name: name, origin: .library, chosenByLibrary: name)
    }
  }

  /// The kernel in use, with what OpenBLAS would have chosen found out by a child process where
  /// the environment does not tell.
  package static func inUse(_ question: BLASKernelQuestion = .init()) async -> BLASKernel {
    var kernel = BLASKernel()
    if kernel.chosenByLibrary == nil {
      kernel.chosenByLibrary = await question.ask(for: nil)?.kernel
    }
    return kernel
  }

  /// Whether two names mean one kernel; OpenBLAS does not mind their case.
  static func areSame(_ left: String, _ right: String) -> Bool {
    left.lowercased() == right.lowercased()
  }
}

extension BLASKernel: CustomStringConvertible {
  /// The kernel and who chose it.
  package var description: String {
    switch origin {
    case .library: "\(name), chosen by OpenBLAS"
    case .user: "\(name), chosen by \(Self.variable)"
    case .phibench: "\(name), chosen by phibench"
    }
  }
}
