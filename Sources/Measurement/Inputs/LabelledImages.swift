import Foundation
import Machine

/// Real images with their labels, as MNIST's IDX format holds them.
///
/// Format: LeCun, Cortes & Burges, *The MNIST database of handwritten digits*: a big-endian magic
/// number (0x0803 for images, 0x0801 for labels), the sizes as 32-bit numbers, then bytes.
package struct LabelledImages: Hashable, Sendable {
  /// Height of an image.
  package let a: Int
  /// Width of an image.
  package let b: Int
  /// Grey values, rows first, image after image; 0 is the background.
  package let pixels: [UInt8]
  /// The class of each image.
  package let labels: [UInt8]

  /// The number of images.
  package var count: Int { labels.count }

  /// Reads the contents of an `idx3-ubyte` file and an `idx1-ubyte` file; complaints name the one that they are
  /// about.
  package init(
    images: [UInt8], labels: [UInt8],
    named files: ImageFiles = ImageFiles(images: "images", labels: "labels")
  ) throws(Refusal) {
    let (sizes, pixels) = try Self.read(images, of: "images", dimensions: 3, file: files.images)
    let (counts, classes) = try Self.read(labels, of: "labels", dimensions: 1, file: files.labels)
    guard sizes[0] == counts[0] else {
      throw Refusal(
        .data, "\(files.labels): there are \(counts[0]) labels for \(sizes[0]) images")
    }
    a = sizes[1]
    b = sizes[2]
    self.pixels = Array(pixels)
    self.labels = Array(classes)
  }

  /// A number that tells these images and labels from others, on every machine alike: FNV-1a.
  ///
  /// Source: Fowler, Noll, Vo & Eastlake, *The FNV Non-Cryptographic Hash Algorithm*, IETF draft.
  package var checksum: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in [pixels, labels].joined() { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  /// The two files that ``init(images:labels:named:)`` reads.
  var files: (images: [UInt8], labels: [UInt8]) {
    func header(_ sizes: [Int]) -> [UInt8] {
      ([0x0800 | sizes.count] + sizes).flatMap { word in
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
      }
    }
    return (header([count, a, b]) + pixels, header([count]) + labels)
  }

  /// As many as tell what a file is.
  static let mostHeaderBytes = 1024

  /// How many bytes the header of a file promises, its own included; `nil` where that is none, or not all
  /// there yet.
  static func promisedBytes(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4, bytes.starts(with: [0, 0, 8]), (1...4).contains(bytes[3]) else {
      return nil
    }
    let header = 4 * (1 + Int(bytes[3]))
    guard bytes.count >= header else { return nil }
    let (promised, overflows) = header.addingReportingOverflow(
      product(words(1 + Int(bytes[3]), of: bytes).dropFirst()))
    // More than any file has.
    return overflows ? .max - 1 : min(promised, .max - 1)
  }

  /// The big-endian words that a file begins with.
  private static func words(_ count: Int, of bytes: [UInt8]) -> [Int] {
    (0..<count).map { bytes[4 * $0..<4 * $0 + 4].reduce(0) { $0 << 8 | Int($1) } }
  }

  /// The product of sizes; three of 32 bits can have a larger one than an Int.
  private static func product(_ sizes: some Sequence<Int>) -> Int {
    sizes.reduce(1) { product, size in
      let (next, overflows) = product.multipliedReportingOverflow(by: size)
      return overflows ? .max : next
    }
  }

  private static func read(
    _ bytes: [UInt8], of kind: String, dimensions: Int, file: String
  ) throws(Refusal) -> (sizes: [Int], values: ArraySlice<UInt8>) {
    func error(_ sentence: String) -> Refusal { Refusal(.data, "\(file): \(sentence)") }
    let header = 4 * (1 + dimensions)
    guard bytes.count >= header else {
      if let other = FileKind(of: bytes) {
        throw error("this is \(other.words); IDX is read, plain or by gzip")
      }
      throw error(
        "the file has \(bytes.count) bytes, fewer than the \(header) of an IDX header of \(kind)")
    }
    let words = words(1 + dimensions, of: bytes)
    // Two zero bytes, 8 for unsigned bytes, and the number of dimensions.
    let magic = 0x0800 | dimensions
    guard words[0] == magic else {
      let other =
        FileKind(of: bytes).map { "this is \($0.words); IDX is read, plain or by gzip" }
        ?? "the magic number is 0x\(hex(words[0])), but IDX \(kind) have 0x\(hex(magic))"
        + ([0x0801, 0x0803].contains(words[0]) ? "; images and labels may be swapped" : "")
      throw error(other)
    }
    let sizes = Array(words.dropFirst())
    guard !sizes.contains(0) else { throw error("the header says that a size is 0") }
    let promised = product(sizes)
    guard bytes.count - header == promised else {
      let found = bytes.count - header > promised ? "more" : "\(bytes.count - header)"
      throw error("the header promises \(promised) bytes of \(kind), but \(found) follow")
    }
    return (sizes, bytes[header...])
  }

  private static func hex(_ value: Int) -> String { String(format: "%08x", UInt32(value)) }
}
