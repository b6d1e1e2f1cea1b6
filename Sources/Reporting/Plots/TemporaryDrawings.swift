import Foundation
import Machine

/// A private folder for gnuplot to draw into, which goes away with the value.
struct TemporaryDrawings: ~Copyable {
  private let folder: PrivateFolder

  /// - Throws: ``Gnuplot/Failure`` where there is no room for it.
  init() throws(Gnuplot.Failure) {
    do {
      folder = try PrivateFolder()
    } catch {
      throw .file(name: FileManager.default.temporaryDirectory.path, reason: "\(error)")
    }
  }

  /// Where gnuplot works.
  var path: String { folder.url.path }

  /// Writes a script.
  func write(_ script: String, to name: String) throws(Gnuplot.Failure) {
    do {
      try Data(script.utf8).write(to: folder.file(name))
    } catch {
      throw .file(name: name, reason: "the system does not write it")
    }
  }

  /// The text of a drawing, well-formed as XML.
  func svg(_ name: String) throws(Gnuplot.Failure) -> String {
    // gnuplot escapes < and &, but not the one > that XML forbids.
    String(decoding: try data("\(name).svg"), as: UTF8.self).replacing("]]>", with: "]]&gt;")
  }

  /// The bytes of a picture.
  func png(_ name: String) throws(Gnuplot.Failure) -> Data {
    try data("\(name).png")
  }

  private func data(_ name: String) throws(Gnuplot.Failure) -> Data {
    do {
      return try Data(contentsOf: folder.file(name))
    } catch {
      throw .file(name: name, reason: "gnuplot did not draw it")
    }
  }
}
