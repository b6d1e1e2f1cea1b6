import Foundation

/// A folder for temporary files that nobody but the user can look into; it goes with the value.
package struct PrivateFolder: ~Copyable, Sendable {
  package let url: URL

  package init() throws(Refusal) {
    let place = FileManager.default.temporaryDirectory
    url = place.appendingPathComponent("phibench-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Refusal(
        .cannotCreate,
        "\(place.path), the folder for temporary files (TMPDIR), does not exist or cannot be written"
      )
    }
  }

  /// Where a file of some name is in it.
  package func file(_ name: String) -> URL { url.appendingPathComponent(name) }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }
}
