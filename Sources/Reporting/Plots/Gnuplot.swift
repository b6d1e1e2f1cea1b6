import Foundation
import Machine
import Subprocess

/// Draws plots by gnuplot, which Debian has, which people who plot know, and whose SVG needs no
/// script to be seen.
package struct Gnuplot: Sendable {
  /// Why there are no figures.
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case absent
    case failed(String)
    /// There is no folder to draw in.
    case nowhere(String)

    package var description: String {
      switch self {
      case .absent:
        "gnuplot is not installed, so there are no figures; `make deps` or "
          + "`apt-get install gnuplot-nox` installs it"
      case .failed(let words): "gnuplot failed, so that there are no figures: \(words)"
      case .nowhere(let reason): "there are no figures: \(reason)"
      }
    }
  }

  private let program: String
  private let seconds: Int

  /// gnuplot by its name on the path, or another program of the same language.
  ///
  /// - Parameters:
  ///   - program: which.
  ///   - seconds: how long to wait for it; a hundred figures take it some seconds.
  package init(program: String = "gnuplot", seconds: Int = 300) {
    self.program = program
    self.seconds = seconds
  }

  /// Draws figures, each with an ID of its own, all by one process.
  ///
  /// - Returns: the contents of a figure's files, in the order of the formats, for each figure.
  /// - Throws: ``Failure``.
  func draw(
    _ figures: [Figure], as formats: [GnuplotScript.Format]
  ) async throws(Failure) -> [[Data]] {
    guard !figures.isEmpty else { return [] }
    let commands = formats.flatMap { format in
      figures.map {
        GnuplotScript.commands($0.plot, file: "\($0.id).\(format.rawValue)", format: format)
      }
    }.joined()
    let folder = try Self.folder(with: commands)
    if let complaint = try await complaint(in: folder.url.path) { throw .failed(complaint) }
    return try figures.map { figure throws(Failure) in
      try formats.map { format throws(Failure) in
        let name = "\(figure.id).\(format.rawValue)"
        guard let data = try? Data(contentsOf: folder.file(name)) else {
          throw .failed("it did not draw \(name)")
        }
        return format == .svg ? Self.wellFormed(data) : data
      }
    }
  }

  private static let script = "commands.gp"

  /// A folder to draw into, with what to draw.
  private static func folder(with commands: String) throws(Failure) -> PrivateFolder {
    let folder: PrivateFolder
    do { folder = try PrivateFolder() } catch { throw .nowhere(error.description) }
    do {
      try Data(commands.utf8).write(to: folder.file(script))
      return folder
    } catch {
      throw .nowhere("\(folder.url.path) cannot be written")
    }
  }

  /// gnuplot escapes < and &, but not the one > that XML forbids.
  private static func wellFormed(_ svg: Data) -> Data {
    Data(String(decoding: svg, as: UTF8.self).replacing("]]>", with: "]]&gt;").utf8)
  }

  /// What gnuplot complains of as it does what ``script`` says; `nil` if it does not.
  ///
  /// The commands are in a file: written to a program that has ended, they would end this one, too.
  private func complaint(in folder: String) async throws(Failure) -> String? {
    do {
      return try await withThrowingTaskGroup(of: String?.self) { group in
        group.addTask { try await run(in: folder) }
        group.addTask {
          try await Task.sleep(for: .seconds(seconds))
          throw Failure.failed("it took longer than \(seconds) s")
        }
        defer { group.cancelAll() }
        return try await group.next() ?? nil
      }
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .absent
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .failed("\(error)")
    }
  }

  /// Nothing of the user's may change a figure, or keep it from being drawn: no start-up file (-d), no
  /// locale, no terminal of another kind (GNUTERM), no fonts.
  private func run(in folder: String) async throws -> String? {
    let kept = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"]
    var variables: [Environment.Key: String] = ["LC_ALL": "C.UTF-8"]
    for (name, value) in ProcessInfo.processInfo.environment where kept.contains(name) {
      variables[.init(stringLiteral: name)] = value
    }
    let mostWords = 1 << 20
    let executable: Executable = program.contains("/") ? .path(.init(program)) : .name(program)
    let result = try await Subprocess.run(
      executable, arguments: ["-d", Self.script], environment: .custom(variables),
      workingDirectory: .init(folder), platformOptions: ChildProcess.platformOptions,
      output: .string(limit: mostWords), error: .string(limit: mostWords))
    if case .exited(0) = result.terminationStatus { return nil }
    let words = result.standardError.split(separator: "\n").last { $0.contains { $0.isLetter } }
    return words.map { String($0) } ?? "\(result.terminationStatus)"
  }
}
