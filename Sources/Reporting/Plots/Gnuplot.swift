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
    /// A file between it and phibench is not there, or cannot be written.
    case file(name: String, reason: String)

    package var description: String {
      switch self {
      case .absent:
        "gnuplot is not installed, so there are no figures; `make deps` or "
          + "`apt-get install gnuplot-nox` installs it"
      case .failed(let words): "gnuplot failed: \(words)"
      case .file(let name, let reason): "the figure \(name) cannot be written: \(reason)"
      }
    }
  }

  private let program: String

  /// gnuplot by its name on the path, or another program of the same language.
  package init(program: String = "gnuplot") {
    self.program = program
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
          throw .file(name: name, reason: "gnuplot did not draw it")
        }
        return format == .svg ? Self.wellFormed(data) : data
      }
    }
  }

  private static let script = "commands.gp"

  /// A folder to draw into, with what to draw.
  private static func folder(with commands: String) throws(Failure) -> PrivateFolder {
    do {
      let folder = try PrivateFolder()
      try Data(commands.utf8).write(to: folder.file(script))
      return folder
    } catch {
      let place = FileManager.default.temporaryDirectory.path
      throw .file(name: place, reason: "the system does not write there")
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
    let mostWords = 1 << 20
    do {
      // A user's own start-up file (-d leaves it out) and locale must not change a figure.
      let result = try await Subprocess.run(
        .name(program), arguments: ["-d", Self.script],
        environment: Environment.inherit.updating(["LC_ALL": "C.UTF-8"]),
        workingDirectory: .init(folder), output: .string(limit: mostWords),
        error: .string(limit: mostWords))
      if case .exited(0) = result.terminationStatus { return nil }
      let words = result.standardError.split(separator: "\n").last { $0.contains { $0.isLetter } }
      return words.map { String($0) } ?? "\(result.terminationStatus)"
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .absent
    } catch {
      throw .failed("\(error)")
    }
  }
}
