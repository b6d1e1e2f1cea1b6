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
  /// A kernel in use, and who chose it, by what the environment asks for and what OpenBLAS chooses `alone`, where
  /// ``variable`` is not set; `nil` where nobody knows. Whatever is set, be it empty or the name of no kernel,
  /// may make it choose something else.
  init(name: String, environment: [String: String], alone: String?) {
    guard let asked = environment[Self.variable] else {
      self.init(name: name, origin: .library, chosenByLibrary: name)
      return
    }
    let isAsked = Self.areSame(asked, name)
    if isAsked, let found = environment[Self.guardVariable] {
      self.init(name: name, origin: .phibench, chosenByLibrary: found)
    } else if !isAsked, let alone, Self.areSame(alone, name) {
      self.init(name: name, origin: .library, chosenByLibrary: name)
    } else {
      self.init(name: name, origin: .user, chosenByLibrary: alone)
    }
  }

  /// The kernel in use; where ``variable`` is set, a child process finds out what it changes.
  package static func inUse(_ question: BLASKernelQuestion) async -> BLASKernel {
    let environment = ProcessInfo.processInfo.environment
    let isOpen = environment[variable] != nil && environment[guardVariable] == nil
    return BLASKernel(
      name: OpenBLAS.kernel, environment: environment,
      alone: isOpen ? await question.ask(for: nil)?.kernel : nil)
  }

  /// Refuses a kernel whose instructions a processor does not have: the first product would end the program.
  package static func requireInstructions(
    of name: String = OpenBLAS.kernel, on processor: Processor = .ofThisMachine()
  ) throws(Refusal) {
    guard let needed = VectorLevel(kernel: name), let offered = VectorLevel(processor) else {
      return
    }
    var lacking = needed > offered ? needed.name : nil
    // AMD's kernels of 2011 to 2014 use a multiply-add that no other processor has.
    let isOfBulldozer = ["bulldozer", "piledriver", "steamroller", "excavator"]
      .contains(name.lowercased())
    if isOfBulldozer, !processor.instructionSets.contains("fma4") { lacking = "FMA4" }
    guard let lacking else { return }
    throw Refusal(
      .insufficient,
      "OpenBLAS's kernel \(name) needs \(lacking), which this processor lacks; unset \(variable)")
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
