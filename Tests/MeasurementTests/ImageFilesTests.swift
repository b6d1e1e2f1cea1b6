import Foundation
import Machine
import TestFixtures
import Testing

@testable import Measurement

@Suite struct ImageFilesTests {
  private let folder: TemporaryFolder
  private static let images: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3] + (1...12).map(UInt8.init)
  private static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 9]

  init() throws {
    folder = try TemporaryFolder()
  }

  /// As gzip compresses bytes: in a member of its own each.
  private func gzip(_ parts: [UInt8]...) throws -> [UInt8] {
    try parts.flatMap { part in
      let path = try folder.file("part", part)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["gzip", "-c", path]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return [UInt8](bytes)
    }
  }

  private func load(images: [UInt8], labels: [UInt8] = labels) throws -> LabelledImages {
    try ImageFiles(
      images: folder.file("images", images), labels: folder.file("labels", labels)
    ).load()
  }

  private func complaint(_ images: [UInt8]) throws -> String {
    try #require(#expect(throws: Refusal.self) { try load(images: images) }).description
  }

  @Test func whatGzipMadeSmallerIsReadAsItIs() throws {
    let plain = try load(images: Self.images)
    #expect(try load(images: gzip(Self.images), labels: gzip(Self.labels)) == plain)
    let halves = try gzip(Array(Self.images.prefix(9)), Array(Self.images.dropFirst(9)))
    #expect(try load(images: halves) == plain)
    #expect(try load(images: gzip(Self.images) + [0, 0, 0]) == plain)
  }

  @Test func whatIsDamagedIsNamed() throws {
    let whole = try gzip(Self.images)
    #expect(try complaint(whole.dropLast(9)).hasSuffix("the gzip file ends early"))
    var broken = whole
    broken[broken.count - 6] ^= 1
    #expect(try complaint(broken).hasSuffix("the gzip file is damaged"))
    #expect(
      try complaint(gzip(Self.images + [1])).hasSuffix(
        "promises 12 bytes of images, but more follow"))
    #expect(try complaint(gzip(gzip(Self.images))).contains("this is compressed by gzip"))
  }

  /// A file that says it has 12 bytes, and has a gigabyte, is read no further than they go.
  @Test func nothingIsReadBeyondWhatTheHeaderPromises() throws {
    let fifo = folder.path("fifo")
    try #require(mkfifo(fifo, 0o600) == 0)
    let writer = Thread {
      guard let file = FileHandle(forWritingAtPath: fifo) else { return }
      try? file.write(contentsOf: Data(Self.images))
      while (try? file.write(contentsOf: Data(count: 1 << 16))) != nil {}
    }
    signal(SIGPIPE, SIG_IGN)
    writer.start()
    let refusal = #expect(throws: Refusal.self) {
      try ImageFiles(images: fifo, labels: folder.file("labels", Self.labels)).load()
    }
    #expect(refusal?.description.contains("but more follow") == true)
  }

  @Test(arguments: [
    ("<!DOCTYPE html><html>", "a page of HTML"),
    ("version https://git-lfs.github.com/spec/v1\noid", "a Git LFS pointer"),
    ("PK\u{3}\u{4}train.npy", "a ZIP archive"), ("BZh91AY", "compressed by bzip2"),
    ("\n  <?xml", "a page of HTML or XML"),
  ])
  func whatPeopleHaveInstead(text: String, words: String) throws {
    #expect(try complaint(Array(text.utf8)).contains("this is \(words)"))
  }

  /// What children are given is what was read, from whatever it was.
  @Test func childrenReadWhatWasRead() throws {
    let read = try load(images: gzip(Self.images))
    let kept = try ImageFiles(images: "/nowhere", labels: "/nowhere").kept(read)
    #expect(try kept.load() == read)
  }
}
