import Foundation
import Machine
import Subprocess

/// Draws plots by gnuplot, which Debian has, which people who plot know, and whose SVG needs no
/// script to be seen.
package struct Gnuplot: Sendable {
  /// Why there are no figures.
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such program.
    case absent
    /// It ran and said this.
    case failed(String)
    /// A file between it and phibench is not there, or cannot be written.
    case file(name: String, reason: String)

    /// One clear sentence without a full stop.
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

  /// Draws figures, all by one process.
  ///
  /// - Parameters:
  ///   - figures: each with an ID of its own.
  ///   - formats: what each becomes.
  /// - Returns: the contents of a figure's files, in the order of the formats, for each figure.
  /// - Throws: ``Failure``.
  func draw(
    _ figures: [Figure], as formats: [GnuplotScript.Format]
  ) async throws(Failure) -> [[Data]] {
    guard !figures.isEmpty else { return [] }
    let commands = formats.flatMap { format in
      figures.map {
        GnuplotScript.commands($0.plot, file: "\($0.id).\(format.suffix)", format: format)
      }
    }.joined()
    let folder = try Self.folder(with: commands)
    let complaint: String?
    do {
      complaint = try await run(Self.script, in: folder.url.path)
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .absent
    } catch {
      throw .failed("\(error)")
    }
    if let complaint { throw .failed(complaint) }
    var drawings: [[Data]] = []
    for figure in figures {
      var files: [Data] = []
      for format in formats {
        let name = "\(figure.id).\(format.suffix)"
        guard let data = try? Data(contentsOf: folder.file(name)) else {
          throw .file(name: name, reason: "gnuplot did not draw it")
        }
        files.append(format == .svg ? Self.wellFormed(data) : data)
      }
      drawings.append(files)
    }
    return drawings
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

  /// What gnuplot complains of; `nil` if it does not.
  ///
  /// The commands are in a file: written to a program that has ended, they would end this one, too.
  private func run(_ script: String, in folder: String) async throws -> String? {
    // A user's own start-up file (-d leaves it out) and locale must not change a figure.
    let result = try await Subprocess.run(
      .name(program), arguments: ["-d", script],
      environment: Environment.inherit.updating(["LC_ALL": "C.UTF-8"]),
      workingDirectory: .init(folder), output: .string(limit: Self.mostWords),
      error: .string(limit: Self.mostWords))
    if case .exited(0) = result.terminationStatus { return nil }
    let words = result.standardError.split(separator: "\n").last { $0.contains { $0.isLetter } }
    return words.map { String($0) } ?? "\(result.terminationStatus)"
  }

  private static let mostWords = 1 << 20
}
