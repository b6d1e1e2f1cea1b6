import Measurement

extension Document {
  /// How much the machine varies, and what a sweep can hope for.
  package init(_ stability: Stability) {
    let rows = stability.yardsticks
    self.init([
      .table(
        Table(
          rows,
          [
            .left("yardstick", \.name), .right("typical") { Units.time($0.typicalS) },
            .right("slowest ÷ fastest") { Units.number($0.slowestToFastest) },
            .right("interval to hope for") { "± \(Units.percent($0.hopedHalfWidth))" },
          ])),
      .paragraph(
        "\(Units.count(rows.first?.seconds.count ?? 0)) moments in \(Units.number(stability.durationS)) s, nothing "
          + "else of ours running. The last column is what "
          + "\(Units.count(stability.sessions, "session")) would know of a time that varies like the "
          + "yardstick; ratios within a session vary less."),
    ])
  }
}
