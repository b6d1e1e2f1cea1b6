import Foundation

/// A folder for gnuplot to draw into, which goes away with the value.
struct TemporaryDrawings: ~Copyable {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("phibench-figures-\(UUID().uuidString)")

  /// - Throws: ``Gnuplot/Failure`` where there is no room for it.
  init() throws(Gnuplot.Failure) {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw .file(name: url.path, reason: "the folder cannot be created")
    }
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
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
      return try Data(contentsOf: url.appendingPathComponent(name))
    } catch {
      throw .file(name: name, reason: "gnuplot did not draw it")
    }
  }
}
