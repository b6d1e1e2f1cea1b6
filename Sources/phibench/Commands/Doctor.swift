import ArgumentParser
import Foundation
import Machine
import Reporting

/// What the machine offers, and what spoils a measurement on it.
struct Doctor: AsyncParsableCommand, ComputingCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what the machine offers, and what spoils a measurement.",
    discussion: """
      Measures for about two seconds how fast one thread multiplies and copies.

      Examples:
        phibench doctor
        phibench doctor --json > here.machine.json
      """)

  @OptionGroup var machine: MachineOptions

  @Flag(help: "Write the facts as JSON.")
  var json = false

  func run() async throws {
    let facts = try await Machine.facts(
      version: Phibench.version, rates: true, checksProducts: true)
    if json { return try Console.write(JSON.file(facts)) }
    let document = Document(facts, disturbances: DisturbanceMonitor().stop())
    try Console.write(line: document.text(for: .output))
  }
}
