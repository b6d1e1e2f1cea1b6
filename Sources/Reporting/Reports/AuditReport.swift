import Analysis
import Convolution
import Machine

/// The results of `make audit`: the FLOPs of steps by four counts side by side.
package struct AuditReport {
  private let steps: [AuditedStep]

  package init(_ steps: [AuditedStep]) {
    self.steps = steps
  }

  /// What does not fit together, one sentence each.
  package var contradictions: [String] {
    steps.flatMap { step in
      let surplus = step.surplus
      func sentence(_ counted: Int, by counter: String) -> String {
        "\(step.strategy.name) at \(step.point.label): \(Units.count(counted)) FLOPs by \(counter), "
          + "\(Units.count(surplus.formula)) by formula."
      }
      var sentences: [String] = []
      if step.trips != surplus.formula {
        sentences.append(sentence(step.trips, by: "calls and loops"))
      }
      if step.scalar != surplus.formula {
        sentences.append(sentence(step.scalar, by: "the counting scalar"))
      }
      if surplus.executed < surplus.formula {
        sentences.append(sentence(surplus.executed, by: "the instruction"))
      }
      if step.isAligned, surplus.share > AuditedStep.largestShareWhereAligned {
        sentences.append(
          sentence(surplus.executed, by: "the instruction").dropLast() + ", of which "
            + "\(Units.percent(surplus.share)) are left, where no lane lies beyond a matrix's edge."
        )
      }
      return sentences
    }
  }

  package var document: Document {
    let names = PointNames(steps.map(\.point))
    let leading: [Table.Column<AuditedStep>] = [
      .left("point") { names.name($0.point) },
      .left("precision") { $0.point.workload.precision.rawValue },
      .left("strategy") { $0.strategy.name },
    ]
    func column(
      _ title: String, _ isMeant: @escaping (InstructionCounts.Instruction) -> Bool
    ) -> Table.Column<AuditedStep> {
      .right(title) { Units.count($0.instructions.flops(where: isMeant)) }
    }
    let total = Surplus.sum(steps.map(\.surplus))
    let found = contradictions
    return Document(
      title: "FLOPs by four counts",
      summary: [
        .paragraph(
          "Of \(Units.count(total.executed)) FLOPs executed the formulas have "
            + "\(Units.count(total.formula)) and OpenBLAS's contract \(Units.count(total.contract)); "
            + "\(Units.count(total.rest)), \(Units.change(total.share)), are left."),
        found.isEmpty
          ? .paragraph(
            "All \(Units.count(steps.count, "step")): formula, calls and loops, and counting scalar "
              + "are equal, no fewer FLOPs were executed, and where d and d_out are multiples of 16 no "
              + "more than \(Units.percent(AuditedStep.largestShareWhereAligned, decimals: 0)) are left."
          )
          : .list(found),
      ],
      [
        .heading("Counts"),
        .table(
          Table(
            steps, leading: leading.count,
            leading + [
              .right("formula") { Units.count($0.surplus.formula) },
              .right("calls and loops") { Units.count($0.trips) },
              .right("counting scalar") { Units.count($0.scalar) },
            ] + Surplus.columns(\.surplus))),
        .heading("FLOPs executed, by width, kind and whose code it is"),
        .table(
          Table(
            steps, leading: leading.count,
            leading + [
              column("scalar") { $0.width == .scalar },
              column("128 bits") { $0.width == .bits128 },
              column("256 bits") { $0.width == .bits256 },
              column("fused") { $0.kind == .fused },
              column("added") { $0.kind == .added },
              column("multiplied") { $0.kind == .multiplied },
              .right("compared (none)") {
                Units.count($0.instructions.lanes { $0.kind == .compared })
              },
              .right("other precision") { step in
                Units.count(
                  step.instructions.flops { $0.precision != step.point.workload.precision })
              },
              column("OpenBLAS's") { $0.owner == .library },
              column("ours") { $0.owner == .program },
            ])),
      ])
  }
}
