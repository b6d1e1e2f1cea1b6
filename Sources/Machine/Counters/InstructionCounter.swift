import Foundation
import Subprocess

/// FLOPs by the instruction: a child under QEMU's user mode, with the plugin of Instruments/qemu.
///
/// The processor that is emulated has AVX2 and no AVX-512; a child that was compiled for more does not
/// run there.
package struct InstructionCounter: Sendable {
  /// What emulates: a name or a path.
  private let emulator: String
  private let plugin: String
  /// The kernel that OpenBLAS multiplies with there.
  package let kernel = EmulatedKernel()

  /// A counter by an emulator, which is looked for where the user's programs are, and a plugin.
  package init(
    emulator: String = "qemu-x86_64", plugin: String = Self.pluginBesideProgram
  ) {
    self.emulator = emulator
    self.plugin = plugin
  }

  /// Where `make emulated` leaves the plugin.
  package static var pluginBesideProgram: String {
    let program = URL(fileURLWithPath: ThisProcess.executable).resolvingSymlinksInPath()
    return program.deletingLastPathComponent().appendingPathComponent("libflops.so").path
  }

  /// Tries whether this very program runs under the emulator and is counted there, with arguments that make it
  /// end at once, and well.
  package func availability(arguments: [String]) async -> HardwareCounters.Availability {
    do throws(CounterFailure) {
      _ = try await counts { emulation throws(CounterFailure) in
        try await probe(emulation + [ThisProcess.executable] + arguments)
      }
      return .init(isAvailable: true)
    } catch {
      return .init(isAvailable: false, reason: error.description)
    }
  }

  /// The instructions that a child, which is emulated, executes from its start to its end, how many of each
  /// sort; what it does beside the work must be counted by itself and taken away. Throws, too, where the work
  /// does.
  package func counts(
    of child: ChildProcess, _ work: (ChildProcess) async throws -> Void
  ) async throws(CounterFailure) -> InstructionCounts {
    try await counts { emulation throws(CounterFailure) in
      do {
        try await work(child.watched(by: emulation, environment: environment))
      } catch {
        throw .other("the run under \(emulator) failed: \(error)")
      }
    }
  }

  private func counts(
    _ run: (_ emulation: [String]) async throws(CounterFailure) -> Void
  ) async throws(CounterFailure) -> InstructionCounts {
    let folder: PrivateFolder
    do { folder = try PrivateFolder() } catch { throw .other("\(error)") }
    let table = folder.file("instructions.csv")
    try await run([
      emulator, "-cpu", "max", "-plugin",
      "\(escaped(plugin)),output=\(escaped(table.path)),library=openblas",
    ])
    return try InstructionCounts(table: (try? String(contentsOf: table, encoding: .utf8)) ?? "")
  }

  /// In an option of QEMU a comma ends a value; two are one that is meant.
  private func escaped(_ path: String) -> String { path.replacing(",", with: ",,") }

  private var environment: Environment {
    .inherit.updating([
      .init(stringLiteral: BLASKernel.variable): kernel.name,
      // The kernel is settled: the child must not look for a better one.
      .init(stringLiteral: BLASKernel.guardVariable): kernel.name,
      "OPENBLAS_NUM_THREADS": "1",
    ])
  }

  /// Runs a program and throws what stood in its way.
  private func probe(_ command: [String]) async throws(CounterFailure) {
    let complaint: String?
    do {
      complaint = try await ChildProcess.complaint(of: command, in: environment)
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .other("\(emulator) is not installed (Debian: apt-get install qemu-user)")
    } catch {
      throw .other("\(emulator) did not start: \(error)")
    }
    if let complaint { throw failure(of: complaint) }
  }

  /// Why the emulator, or the program in it, failed, by what was written to standard error.
  func failure(of message: String) -> CounterFailure {
    let lines = message.split(separator: "\n")
    func line(with words: String) -> Substring? { lines.first { $0.contains(words) } }
    if line(with: "unknown option 'plugin'") != nil {
      return .other("this \(emulator) was built without plugins")
    }
    let refusal = "Could not load plugin "
    if let line = line(with: refusal) {
      // "qemu-x86_64: Could not load plugin PATH: PATH: REASON", the second PATH in some cases only.
      let reason = line.split(separator: refusal).last?.replacing("\(plugin): ", with: "") ?? ""
      return .other("\(emulator) cannot load \(plugin) (\(reason)); make emulated builds it")
    }
    if line(with: "Invalid ELF image") != nil {
      return .other(
        "this phibench is no program for x86-64, the processor that \(emulator) emulates")
    }
    if line(with: "this build is for a processor with") != nil {
      return .other(
        "this phibench is built for a processor that \(emulator) does not emulate; make emulated "
          + "builds one that runs there")
    }
    return .other("phibench failed under \(emulator): \(lines.last ?? "no message")")
  }
}
