import Results
import TestFixtures
import Testing

/// Which build it is: told by the program, by each row that it writes and by the files beside them.
@Suite struct VersionTests {
  @Test func theVersionNamesTheBuild() async throws {
    let version = try await Program.run(["--version"]).output.split(separator: "\n").joined()
    #expect(
      version.wholeMatch(of: /1\.0\.0(\+[0-9a-f]{7,}(-dirty\.[0-9a-f]{8})?)?([+.]debug)?/) != nil,
      "\(version)")
    let folder = try TemporaryFolder()
    let sweep = try await Program.run(
      QuickSweep.arguments + ["--output", folder.path("x.csv"), "--quiet"])
    #expect(sweep.status == 0, "\(sweep.error)")
    let rows = try ResultsFile(path: folder.path("x.csv")).rows
    #expect(Set(rows.map(\.version)) == [version])
    for name in ["x.machine.json", "x.sweep.json"] {
      #expect(try folder.text(name).contains("\"version\" : \"\(version)\""), "\(name)")
    }
  }
}
