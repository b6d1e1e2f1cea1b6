import Foundation
import TestFixtures
import Testing

@testable import Machine
@testable import Measurement
@testable import Results

@Suite struct AtomicFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func path(_ name: String) -> String { folder.path(name) }

  @Test func aNewFileIsThereWithTheUsersPermissionsAndNothingElse() throws {
    try AtomicFile.write("new".utf8, to: path("x"), overwrites: false)
    try "ordinary".write(toFile: path("y"), atomically: false, encoding: .utf8)
    #expect(try folder.text("x") == "new")
    #expect(try folder.names == ["x", "y"])
    func permissions(_ name: String) throws -> Int {
      let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
      return try #require(attributes[.posixPermissions] as? Int)
    }
    #expect(try permissions("x") == permissions("y"))
  }

  @Test func whatIsThereGivesWayOnlyWhereThatIsWantedOrItIsEmpty() throws {
    try "precious".write(toFile: path("x"), atomically: false, encoding: .utf8)
    #expect(throws: Refusal.exists(path("x"))) {
      try AtomicFile.write("new".utf8, to: path("x"), overwrites: false)
    }
    #expect(try folder.text("x") == "precious")
    try AtomicFile.write("new".utf8, to: path("x"), overwrites: true)
    #expect(try folder.text("x") == "new")
    try "".write(toFile: path("empty"), atomically: false, encoding: .utf8)
    try AtomicFile.write("new".utf8, to: path("empty"), overwrites: false)
    #expect(try folder.text("empty") == "new")
    #expect(try folder.names == ["empty", "x"])
  }

  @Test func aSymbolicLinkStaysAndItsFileIsReplaced() throws {
    try FileManager.default.createDirectory(
      atPath: path("elsewhere"), withIntermediateDirectories: true)
    try "old".write(toFile: path("elsewhere/x"), atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: path("x"), withDestinationPath: "elsewhere/x")
    try AtomicFile.write("new".utf8, to: path("x"), overwrites: true)
    #expect(try folder.text("elsewhere/x") == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("x")) == "elsewhere/x")
  }

  @Test(arguments: [false, true])
  func aSymbolicLinkToNothingStaysAndItsFileIsCreated(overwrites: Bool) throws {
    try FileManager.default.createDirectory(
      atPath: path("elsewhere"), withIntermediateDirectories: true)
    for (name, target) in [("x", "elsewhere/y"), ("elsewhere/y", path("elsewhere/z"))] {
      try FileManager.default.createSymbolicLink(
        atPath: path(name), withDestinationPath: target)
    }
    try AtomicFile.write("new".utf8, to: path("x"), overwrites: overwrites)
    #expect(try folder.text("elsewhere/z") == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("x")) == "elsewhere/y")
    #expect(try folder.names == ["elsewhere", "x"])
  }

  @Test(arguments: [false, true])
  func symbolicLinksInACircleAreRefusedAndStay(overwrites: Bool) throws {
    for (name, target) in [("x", "y"), ("y", "x")] {
      try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
    }
    #expect(
      throws: Refusal(
        .cannotCreate, "\(path("x")) cannot be created: Too many levels of symbolic links")
    ) { try AtomicFile.write("new".utf8, to: path("x"), overwrites: overwrites) }
    #expect(try folder.names == ["x", "y"])
  }

  @Test(arguments: [0o600, 0o640, 0o444, 0o755])
  func whatTakesAFilesPlaceHasItsPermissions(permissions: Int) throws {
    try "old".write(toFile: path("x"), atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.posixPermissions: permissions], ofItemAtPath: path("x"))
    try AtomicFile.write("new".utf8, to: path("x"), overwrites: true)
    #expect(try folder.text("x") == "new")
    let attributes = try FileManager.default.attributesOfItem(atPath: path("x"))
    #expect(attributes[.posixPermissions] as? Int == permissions)
  }

  @Test func whatCannotBeWrittenSaysWhyAndLeavesNothing() throws {
    #expect(
      throws: Refusal(
        .cannotCreate, "/nowhere/x cannot be created: No such file or directory")
    ) { try AtomicFile.write("new".utf8, to: "/nowhere/x", overwrites: false) }
    #expect(throws: Refusal(.cannotWrite, "/dev/full cannot be written: No space left on device")) {
      try AtomicFile.write("new".utf8, to: "/dev/full", overwrites: false)
    }
    try AtomicFile.write("new".utf8, to: "/dev/null", overwrites: false)
    #expect(try folder.names == [])
  }

  @Test func aPrivateFolderIsTheUsersAloneAndGoes() throws {
    let path: String
    do {
      let folder = try PrivateFolder()
      path = folder.file("x").path
      try "secret".write(toFile: path, atomically: false, encoding: .utf8)
      let attributes = try FileManager.default.attributesOfItem(
        atPath: folder.file("").path)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
