import ArgumentParser
import Foundation
import Machine
import Reporting
import Results

/// `phibench report`: figures and tables of what was measured.
struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what was measured: when keeping φ pays, and one page with figures and tables.",
    usage: "phibench report <file.csv> ... [<options>]",
    discussion: """
      Says in two or three sentences from which φ on keeping it loses, and writes what is asked for. \
      The page is one file that needs neither a network nor scripts. It begins with these sentences \
      and their figure; then come the verdict on the slides' formulas, and time, its multiple of \
      cached's, and memory against every parameter that was swept, each figure with its data. x.machine.json beside x.csv is read \
      if it is there. Of a file that holds other programs' rows only, each point joins the first \
      other file that has it.

      Figures are drawn by gnuplot (Debian's gnuplot-nox); without it, or where it fails, the page \
      has tables only, and says so.

      Examples:
        phibench report slides.csv
        phibench report slides.csv --output report.html
        phibench report slides.csv layers.csv --output report.html --figures figures
        phibench report slides.csv layers.csv --findings findings.md --figures figures --force
      """)

  @Argument(help: ArgumentHelp("Results to show.", valueName: "file.csv"))
  var files: [String]

  @Option(help: ArgumentHelp("Where the page goes.", valueName: "file.html"))
  var output: String?

  @Option(help: ArgumentHelp("Write the figures as SVG and PNG files, too.", valueName: "folder"))
  var figures: String?

  @Option(
    help: ArgumentHelp(
      "Write the findings in Markdown, each with the rows it comes from.", valueName: "file.md"))
  var findings: String?

  @Flag(help: "Overwrite outputs that exist.")
  var force = false

  @Flag(help: "Write the findings as JSON, instead of the answer, to standard output.")
  var json = false

  func validate() throws {
    if files.isEmpty { throw ValidationError("name a file of results") }
  }

  func run() async throws {
    let results = try ReportedResults(paths: files)
    // Who interrupts it finds no drawings in the folder for temporary files.
    try await Interruption.cancelling(within: .seconds(1)) {
      do {
        try await show(results)
      } catch  where Task.isCancelled {
        throw Refusal(.interrupted, "interrupted")
      }
    }
  }

  private func show(_ results: ReportedResults) async throws {
    let figureFiles = figures.map { FigureFiles(results, in: $0) }
    for path in [output, findings].compactMap(\.self) { try AtomicFile.requirePossible(path) }
    for path in [output, findings].compactMap(\.self) + (figureFiles?.paths ?? []) {
      try AtomicFile.requireFree(path, overwrites: force)
    }
    if let output {
      let page = await ResultsReport.draw(results)
      try write(page.html, to: output)
      if let reason = page.missingFigures { Console.note(reason) }
    }
    var failure: Gnuplot.Failure?
    do { try await figureFiles?.write(overwrites: force) } catch let error as Gnuplot.Failure {
      failure = error
    }
    if let findings {
      let folder = failure == nil ? figuresFromFindings : nil
      try write(ResultsReport(results, figuresIn: folder).markdown, to: findings)
    }
    try Task.checkCancellation()
    try Console.write(
      line: json ? results.json() : Document(answersOf: results).text(for: .output))
    if let failure { throw failure }
  }

  /// Where the figures are, seen from the file of the findings.
  private var figuresFromFindings: String? {
    guard let figures, let findings else { return nil }
    func parts(_ path: String) -> [String] {
      URL(fileURLWithPath: path).standardizedFileURL.pathComponents
    }
    let (target, base) = (parts(figures), parts(findings).dropLast())
    let shared = zip(target, base).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: base.count - shared)
    return (up + target.dropFirst(shared)).joined(separator: "/")
  }

  private func write(_ text: String, to path: String) throws {
    try Task.checkCancellation()
    try AtomicFile.write(text.utf8, to: path, overwrites: force)
  }
}
