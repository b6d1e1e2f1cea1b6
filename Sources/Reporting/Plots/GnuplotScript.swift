/// A plot in gnuplot's language.
struct GnuplotScript {
  /// Files that a plot can become.
  enum Format: String, CaseIterable {
    /// Lines and letters: scales.
    case svg
    /// Dots, three for each CSS pixel each way.
    case png
  }

  private var lines: [String] = []

  /// The commands that draw a plot into a file of the current folder.
  static func commands(_ plot: Plot, file: String, format: Format) -> String {
    var script = GnuplotScript()
    script.prepare(plot, file: file, format: format)
    script.draw(plot)
    return script.lines.joined(separator: "\n") + "\nunset output\n"
  }

  private mutating func prepare(_ plot: Plot, file: String, format: Format) {
    let (width, height) = plot.size
    let terminal =
      switch format {
      case .svg: "svg size \(width),\(height) dynamic font 'sans-serif,14'"
      case .png:
        "pngcairo size \(3 * width),\(3 * height) font 'sans,12' fontscale 2.6 linewidth 3"
          + " pointscale 2.6"
      }
    lines += [
      "reset session",
      "set terminal \(terminal) noenhanced background '#ffffff'",
      "set output \(Self.quoted(file))",
      "set border 3 lc rgb '#000000'",
      "set tics nomirror scale 0.5",
      "set grid lc rgb '\(Look.hexadecimal(Look.gridColour))' lt 1 lw 0.5",
      "set key below center horizontal Left reverse samplen 3 spacing 1.1",
      "set errorbars 0.5",
      // No white around points, which would cut the lines of others.
      "set pointintervalbox 0",
    ]
    if plot.series.allSatisfy({ $0.name == nil }) { lines.append("set key off") }
    axis("x", plot.x)
    axis("y", plot.y)
  }

  private mutating func axis(_ name: String, _ axis: PlotAxis) {
    if axis.isLogarithmic { lines.append("set logscale \(name) 10") }
    let (low, high) = (axis.range.lowerBound, axis.range.upperBound)
    let ends = axis.isReversed ? (high, low) : (low, high)
    lines.append("set \(name)range [\(ends.0):\(ends.1)]")
    lines.append("set \(name)label \(Self.quoted(axis.label))\(name == "x" ? " offset 0,0.3" : "")")
    lines.append("unset m\(name)tics")
    // A tick's label is a format of its value, where % is written twice.
    let ticks = axis.ticks.map { tick in
      "\(Self.quoted(tick.label.escaping(["%": "%%"]))) \(tick.value)"
    }
    lines.append("set \(name)tics (\(ticks.joined(separator: ", ")))")
  }

  private mutating func draw(_ plot: Plot) {
    var elements: [String] = []
    if !plot.cells.isEmpty {
      block("cells", plot.cells.map { [$0.x, $0.y, Double($0.colour)] })
      elements.append(
        "$cells using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror fs solid 1.0"
          + " noborder lc rgb variable notitle")
      for (index, cell) in plot.cells.enumerated() {
        lines.append(
          "set label \(index + 1) \(Self.quoted(cell.text)) at \(cell.x),\(cell.y) center front"
            + " tc rgb '\(Look.hexadecimal(FigureSVG.inkOnColour))'")
      }
    }
    for (index, label) in plot.labels.enumerated() {
      lines.append(
        "set label \(plot.cells.count + index + 1) \(Self.quoted(label.text)) at \(label.x),\(label.y) left front"
          + (label.isUpright ? " rotate by 90 font ',10'" : " offset 0.3,0.6 font ',11'"))
    }
    for (index, series) in plot.series.enumerated() where !series.points.isEmpty {
      elements += self.elements(of: series, name: "series\(index)")
    }
    // Without anything to draw there still are axes.
    lines.append("plot " + (elements.isEmpty ? "NaN notitle" : elements.joined(separator: ", ")))
  }

  private mutating func elements(of series: PlotSeries, name: String) -> [String] {
    let look = series.look
    let colour = "lc rgb '\(Look.hexadecimal(look.colour))'"
    let title = series.name.map { "title \(Self.quoted($0))" } ?? "notitle"
    let points = "pt \(look.pointType) ps 0.55 \(colour)"
    block(
      name,
      series.points.map { point in
        let (x, y) = (point.xInterval, point.yInterval)
        return [
          point.x, point.y, x?.lowerBound ?? point.x, x?.upperBound ?? point.x,
          y?.lowerBound ?? point.y, y?.upperBound ?? point.y,
        ]
      })
    let bars =
      series.points.contains { $0.yInterval != nil }
      ? "1:2:5:6 with yerrorbars"
      : series.points.contains { $0.xInterval != nil } ? "1:2:3:4 with xerrorbars" : nil
    let width = if case .cloud = series.mark { 0.4 } else { 1.0 }
    let intervals = bars.map { ["$\(name) using \($0) lw \(width) pt 0 \(colour) notitle"] } ?? []
    let drawing =
      switch series.mark {
      case .line: "1:2 with linespoints lw 1.6 dt \(look.dashType) \(points)"
      case .points: "1:2 with points \(points)"
      case .cloud: "1:2 with points pt \(look.pointType) ps 0.3 \(colour)"
      case .largePoints: "1:2 with points pt \(look.pointType) ps 1.1 \(colour)"
      case .guide: "1:2 with lines lw 1.2 dt \(look.dashType) \(colour)"
      case .hairline: "1:2 with lines lw 0.5 dt 1 \(colour)"
      case .front: "1:2 with steps lw 1.2 dt \(look.dashType) \(colour)"
      case .bars(let half):
        "1:2:(0):1:($2-\(half)):($2+\(half)) with boxxyerror fs solid 1.0 noborder \(colour)"
      }
    return intervals + ["$\(name) using \(drawing) \(title)"]
  }

  private mutating func block(_ name: String, _ rows: [[Double]]) {
    lines.append("$\(name) << END")
    lines += rows.map { $0.map { "\($0)" }.joined(separator: " ") }
    lines.append("END")
  }

  /// Text as a string of gnuplot's that nothing is expanded in: double quotes, and in octal what means
  /// something between them. Between single quotes no name could begin with one.
  /// Line breaks and other controls, which would end the command, are made visible.
  static func quoted(_ text: String) -> String {
    "\"" + text.withoutControls.escaping(["\\": #"\134"#, "\"": #"\042"#, "`": #"\140"#]) + "\""
  }
}
