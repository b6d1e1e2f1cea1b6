import ArgumentParser
import Foundation
import Machine
import Measurement
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
        phibench doctor --stability
      """)

  @OptionGroup var machine: MachineOptions

  @Flag(help: "Write the facts as JSON.")
  var json = false

  @Flag(
    help:
      "Time yardsticks for half a minute instead: how much the machine varies, and what intervals a sweep can hope for."
  )
  var stability = false

  func run() async throws {
    if stability { return try await showStability() }
    let facts = try await Machine.facts(
      version: Phibench.version, rates: true, checksProducts: true)
    if json { return try Console.write(JSON.file(facts)) }
    let document = Document(facts, disturbances: DisturbanceMonitor().stop())
    try Console.write(line: document.text(for: .output))
  }

  private func showStability() async throws {
    let stability = try await Stability.measure(for: .seconds(30))
    if json { return try Console.write(JSON.file(stability)) }
    try Console.write(line: Document(stability).text(for: .output))
  }
}
