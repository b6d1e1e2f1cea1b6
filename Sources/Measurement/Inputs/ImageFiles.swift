import Machine

/// Two files in MNIST's IDX format that belong together: as they are or compressed by gzip, or pipes.
package struct ImageFiles: Hashable, Sendable, Codable {
  /// The path of the images.
  package let images: String
  /// The path of their labels.
  package let labels: String

  package init(images: String, labels: String) {
    self.images = images
    self.labels = labels
  }

  /// Reads both files, neither further than its header promises.
  package func load() throws(Refusal) -> LabelledImages {
    try LabelledImages(
      images: Self.contents(of: images), labels: Self.contents(of: labels), named: self)
  }

  /// Files with what was read of these, for processes that cannot read a pipe once more, and need not
  /// decompress anything again; these themselves where the system keeps no such files.
  package func kept(_ read: LabelledImages) throws(Refusal) -> ImageFiles {
    let files = read.files
    guard let images = try MemoryFile.path(of: files.images),
      let labels = try MemoryFile.path(of: files.labels)
    else { return self }
    return ImageFiles(images: images, labels: labels)
  }

  /// The bytes of a file, or what gzip made smaller, and at most one more than its header promises.
  private static func contents(of path: String) throws(Refusal) -> [UInt8] {
    let file = try InputFile(path: path)
    var piece = try file.next()
    // Enough to tell two bytes.
    if piece.count == 1 { piece += try file.next() }
    var gunzip: Gunzip?
    if Gunzip.isGzip(piece) { gunzip = try Gunzip(of: path) }
    var bytes: [UInt8] = []
    while true {
      let most = LabelledImages.promisedBytes(bytes) ?? LabelledImages.mostHeaderBytes
      let isLast = piece.isEmpty
      bytes += try gunzip?.inflate(piece, atMost: most - bytes.count) ?? piece
      let end = LabelledImages.promisedBytes(bytes) ?? LabelledImages.mostHeaderBytes
      if bytes.count > end { return Array(bytes.prefix(end + 1)) }
      if isLast { return bytes }
      piece = try file.next()
    }
  }
}
