/// Kinds of files that people have in the place of what is read, by how they begin.
package struct FileKind: Hashable {
  package let words: String

  private static let beginnings: [(bytes: [UInt8], words: String)] = [
    (
      Array("version https://git-lfs".utf8),
      "a Git LFS pointer; git lfs pull fetches the file itself"
    ),
    (Array("PK\u{3}\u{4}".utf8), "a ZIP archive, as .npz and .xlsx files are"),
    ([0x93] + Array("NUMPY".utf8), "a NumPy array (.npy)"),
    ([0x1F, 0x8B], "compressed by gzip"),
    (Array("BZh".utf8), "compressed by bzip2"),
    ([0xFD] + Array("7zXZ".utf8), "compressed by xz"),
    ([0x28, 0xB5, 0x2F, 0xFD], "compressed by zstd"),
    ([0x89] + Array("HDF".utf8), "an HDF5 file"),
    ([0x89] + Array("PNG".utf8), "a PNG picture"),
    ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
    ([0xFF, 0xFE], "text in UTF-16, as spreadsheets save \"Unicode text\""),
    (Array("PAR1".utf8), "a Parquet file"),
    (
      Array("<".utf8), "a page of HTML or XML, as a failed download leaves it in the file's place"
    ),
  ]

  /// The kind of a file that begins so; `nil` for one that is not known.
  package init?(of bytes: [UInt8]) {
    let text = bytes.drop {
      [0x20, 0x0A, 0x0D, 0x09].contains($0) || [0xEF, 0xBB, 0xBF].contains($0)
    }
    let found = Self.beginnings.first {
      bytes.starts(with: $0.bytes) || text.starts(with: $0.bytes)
    }
    guard let found else { return nil }
    words = found.words
  }
}
