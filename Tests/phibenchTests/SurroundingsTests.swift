import Foundation
import Subprocess
import TestFixtures
import Testing

/// Shells, files and machines as people have them.
@Suite struct SurroundingsTests {
  private let fixture: NetworkFixture
  private var folder: TemporaryFolder { fixture.folder }

  init() throws {
    fixture = try NetworkFixture()
  }

  private static let sweep = [
    "sweep", "--h", "3", "--d", "1", "--a", "6", "--b", "5", "--batch", "4", "--d-out", "3",
    "--samples", "2", "--quiet",
  ]

  @Test(
    .enabled(if: Sanitizer.current == nil, "a sanitizer needs them itself"),
    arguments: [
      ("ulimit -n 8; exec \"$@\"", "open files", "ulimit -n"),
      ("ulimit -v 400000; exec \"$@\"", "address space", "ulimit -v"),
    ])
  func whatTheSystemDoesNotGiveIsNamedAtOnce(
    script: String, limit: String, word: String
  ) async throws {
    let result = try await Program.run(
      Self.sweep + ["--output", folder.path("x.csv")], by: script)
    #expect(result.status == 2, "\(limit)")
    #expect(result.error.contains(word) && result.error.split(separator: "\n").count == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.path("x.csv")))
  }

  @Test func aNameThatIsNoUTF8IsNoOtherFile() async throws {
    let result = try await Program.run(
      ["report", "--output", folder.path("x.html")], in: folder.url,
      by: #"printf x > $'bad\xff.csv'; exec "$@" $'bad\xff.csv'"#)
    #expect(result.status == 64)
    #expect(result.error.contains("is not UTF-8 text"))
  }

  @Test(arguments: [
    (["--output", ""], "the value of --output is empty"), (["--filter="], "has nothing in it"),
  ])
  func anEmptyValueIsNamed(arguments: [String], sentence: String) async throws {
    let result = try await Program.run(Self.sweep + arguments)
    #expect(result.status == 64 && result.error.contains(sentence))
  }

  @Test func aNameThatLeavesNoRoomForTheFilesBesideItIsRefusedFirst() async throws {
    let name = String(repeating: "x", count: 250) + ".csv"
    let result = try await Program.run(Self.sweep + ["--output", folder.path(name)])
    #expect(result.status == 73 && result.error.contains("a name has at most 255 bytes"))
    #expect(!FileManager.default.fileExists(atPath: folder.path(name)))
    let nowhere = try await Program.run(Self.sweep + ["--output", folder.path("no/x.csv")])
    #expect(nowhere.status == 73 && nowhere.error.contains("cannot be created"))
  }

  /// Pipes are read once, and what was compressed is read as it is; children get what was read.
  @Test func imagesComeFromPipesAndByGzip() async throws {
    let csv = folder.path("x.csv")
    let script = #"""
      images=$1 labels=$2; shift 2
      gzip -c "$images" > images.gz
      exec "$@" --images <(cat images.gz) --labels <(cat "$labels")
      """#
    // The script's parameters come before the program's own words.
    let result = try await Program.run(
      Self.sweep + ["--output", csv], in: folder.url,
      by: "set -- '\(fixture.images)' '\(fixture.labels)' \"$@\"\n" + script)
    #expect(result.status == 0, "\(result.error)")
    #expect(try String(contentsOfFile: csv, encoding: .utf8).contains(",images,"))
    let yaml = try await Program.run(
      ["sweep", "--dry-run"], by: "exec \"$@\" <(cat '\(fixture.network)')")
    #expect(yaml.status == 0 && yaml.output.split(separator: "\n").count == 3)
  }

  @Test func whatTheUserSetForOpenMPIsSaidOnceAndRecorded() async throws {
    let csv = folder.path("x.csv")
    let result = try await Program.run(
      Self.sweep.filter { $0 != "--quiet" } + ["--output", csv],
      variables: ["OMP_NUM_THREADS": "7", "OMP_PROC_BIND": "true", "OPENBLAS_NUM_THREADS": nil])
    #expect(result.status == 0, "\(result.error)")
    #expect(
      result.error.components(separatedBy: "OMP_NUM_THREADS=7, OMP_PROC_BIND=true").count == 2)
    let machine = try String(contentsOfFile: folder.path("x.machine.json"), encoding: .utf8)
    #expect(machine.contains("\"OMP_NUM_THREADS=7\""))
  }

  /// GNUTERM is what desktops export; no figure is lost for it.
  @Test func reportsAreDrawnWhateverTheUsersTerminalIs() async throws {
    let csv = folder.path("x.csv")
    #expect(try await Program.run(Self.sweep + ["--output", csv, "--d-out", "1,2,3"]).status == 0)
    let page = folder.path("x.html")
    let drawn = try await Program.run(
      ["report", csv, "--output", page], variables: ["GNUTERM": "x11", "LC_ALL": "de_DE.UTF-8"])
    #expect(drawn.status == 0 && !drawn.error.contains("figures"), "\(drawn.error)")
    #expect(try String(contentsOfFile: page, encoding: .utf8).contains("<svg"))
    let failing = #"""
      mkdir bin; printf '#!/bin/sh\nexit 3\n' > bin/gnuplot; chmod +x bin/gnuplot
      PATH=$PWD/bin:$PATH exec "$@"
      """#
    for (script, variables) in [
      (failing, [:]), (#"exec "$@""#, ["TMPDIR": "/nonexistent"]),
    ] as [(String, [Environment.Key: String?])] {
      let plain = try await Program.run(
        ["report", csv, "--output", page, "--force"], in: folder.url, variables: variables,
        by: script)
      #expect(plain.status == 0 && plain.error.contains("no figures"), "\(plain.error)")
    }
  }

  @Test func planSaysWhereTimesComeFromAndUnderWhichConditions() async throws {
    let csv = folder.path("x.csv")
    let swept = try await Program.run([
      "sweep", fixture.network, "--samples", "2", "--quiet", "--output", csv,
    ])
    #expect(swept.status == 0, "\(swept.error)")
    let other = try await Program.run([
      "plan", fixture.network, "--measurements", csv, "--batch", "5",
    ])
    #expect(other.status == 2)
    #expect(other.error.contains("it was measured at batch 8"), "\(other.error)")
    let text = try String(contentsOfFile: csv, encoding: .utf8)
    let lines = text.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let column = try #require(lines[0].firstIndex(of: "cpu"))
    let foreign = lines.enumerated().map { index, cells in
      var cells = cells
      if index > 0 { cells[column] = "Another Processor" }
      return cells.joined(separator: ",") + "\r\n"
    }.joined()
    let path = try folder.file("foreign.csv", Array(foreign.utf8))
    let planned = try await Program.run(["plan", fixture.network, "--measurements", path])
    #expect(planned.status == 0, "\(planned.error)")
    #expect(planned.error.contains("are those of Another Processor"), "\(planned.error)")
  }

  /// Dispatch ends a program that it cannot watch the threads of, sooner or later.
  @Test(
    .enabled(if: geteuid() == 0),
    .enabled(if: Sanitizer.current == nil, "a sanitizer needs /proc itself"),
    arguments: [
      #"exec unshare -m sh -c 'umount -l /proc && exec "$@"' sh "$@""#, #"exec unshare -p -f "$@""#,
    ])
  func withoutAProcOfItsOwnItSaysSo(start: String) async throws {
    let result = try await Program.run(Self.sweep + ["--output", folder.path("x.csv")], by: start)
    // Where the container lets nobody unmount it, there is nothing to see.
    if result.error.contains("unshare") || result.error.contains("umount") { return }
    #expect(result.status == 2)
    #expect(result.error.contains("/proc does not know this process by its number"))
  }

  @Test func whoReadsNoFurtherHearsNothing() async throws {
    let result = try await Program.run(
      ["sweep", "--columns"], by: #""$@" | head -1; exit ${PIPESTATUS[0]}"#)
    #expect(result.error == "")
  }
}
