import Machine

/// What `phibench doctor` found out about a machine.
package struct DoctorReport {
  private let machine: Machine
  private let disturbances: [Disturbance]

  /// - Parameters:
  ///   - machine: its facts.
  ///   - disturbances: what spoiled a measurement just now.
  package init(_ machine: Machine, disturbances: [Disturbance]) {
    self.machine = machine
    self.disturbances = disturbances
  }

  /// One line for each fact, then the advice.
  package var document: Document {
    let advice = machine.advice + disturbances.map(\.description)
    return Document(
      summary: advice.isEmpty
        ? [.paragraph("nothing to advise")] : [.paragraph("advice:"), .list(advice)],
      [.table(MachineTable.table(machine))])
  }
}
