/// One line that `perf stat -x,` wrote.
///
/// The fields, of which phibench's calls have no optional one before the value:
///
///     counter value, unit of the value or empty, event name, run time of the counter,
///     percentage of measurement time the counter was running, …
///
/// The value is `<not supported>` or `<not counted>` where there is none. Comments, which begin
/// with `#`, and empty lines are skipped.
///
/// Source: perf-stat(1), *CSV FORMAT*.
struct PerfReading: Hashable {
  /// The event, without modifiers such as `:u` and without the name of its unit.
  let event: String
  let count: Int

  /// The readings of a whole output, up to the first line without a number that can be trusted, which throws.
  static func readings(of output: String) throws(CounterFailure) -> [PerfReading] {
    var readings: [PerfReading] = []
    for line in output.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.drop { $0 == " " }
      }
      if fields.count == 1 && fields[0].isEmpty { continue }
      // Additional metrics have all earlier fields empty.
      if fields.count > 5 && fields[0].isEmpty && fields[2].isEmpty { continue }
      guard fields.count >= 5 else { throw .unreadable(line: String(line)) }
      let event = plainName(fields[2])
      switch fields[0] {
      case "<not supported>": throw .notSupported(event: event)
      case "<not counted>": throw .notCounted(event: event)
      default: break
      }
      guard let count = Int(fields[0]), let percent = Double(fields[4]), percent <= 100,
        !event.isEmpty
      else {
        throw .unreadable(line: String(line))
      }
      // perf rounds to two digits.
      guard percent >= 99.995 else {
        throw .other("\(event) was counted for \(percent) % of the time only")
      }
      readings.append(PerfReading(event: event, count: count))
    }
    return readings
  }

  /// `fp_ret_sse_avx_ops.all` of `cpu_core/fp_ret_sse_avx_ops.all/u` or `fp_ret_sse_avx_ops.all:u`.
  private static func plainName(_ name: Substring) -> String {
    let parts = name.split(separator: "/")
    let inner = parts.count > 1 ? parts[1] : name
    return String(inner.prefix { $0 != ":" })
  }

  /// The FLOPs that readings stand for, of which each event must have one.
  static func flops(
    _ readings: [PerfReading], of events: [FloatingPointEvent]
  ) throws(CounterFailure) -> Int {
    var flops = 0
    for event in events {
      let counts = readings.filter { $0.event == event.name }.map(\.count)
      guard !counts.isEmpty else { throw .notCounted(event: event.name) }
      flops += counts.reduce(0, +) * event.flopsPerCount
    }
    return flops
  }
}
