import Foundation
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

  /// Draws plots, all by one process.
  ///
  /// - Parameter plots: each with a name of letters, digits and hyphens.
  /// - Returns: the SVG texts, in the order of the plots.
  /// - Throws: ``Failure``.
  package func svg(_ plots: [(name: String, plot: Plot)]) async throws(Failure) -> [String] {
    guard !plots.isEmpty else { return [] }
    let folder = try TemporaryDrawings()
    try await draw(plots, as: [.svg], into: folder)
    var texts: [String] = []
    for (name, _) in plots { texts.append(try folder.svg(name)) }
    return texts
  }

  /// Draws plots as SVG and as PNG.
  ///
  /// - Parameter plots: each with a name of letters, digits and hyphens.
  /// - Returns: the contents of both files, in the order of the plots.
  /// - Throws: ``Failure``.
  package func pictures(
    _ plots: [(name: String, plot: Plot)]
  ) async throws(Failure) -> [(svg: Data, png: Data)] {
    let folder = try TemporaryDrawings()
    try await draw(plots, as: GnuplotScript.Format.allCases, into: folder)
    var pictures: [(svg: Data, png: Data)] = []
    for (name, _) in plots {
      pictures.append((Data(try folder.svg(name).utf8), try folder.png(name)))
    }
    return pictures
  }

  private func draw(
    _ plots: [(name: String, plot: Plot)], as formats: [GnuplotScript.Format],
    into folder: borrowing TemporaryDrawings
  ) async throws(Failure) {
    let commands = formats.flatMap { format in
      plots.map { name, plot in
        GnuplotScript.commands(plot, file: "\(name).\(format.suffix)", format: format)
      }
    }.joined()
    let script = "commands.gp"
    try folder.write(commands, to: script)
    let complaint: String?
    do {
      complaint = try await run(script, in: folder.path)
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .absent
    } catch {
      throw .failed("\(error)")
    }
    if let complaint { throw .failed(complaint) }
  }

  /// What gnuplot complains of; `nil` where it does not.
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
