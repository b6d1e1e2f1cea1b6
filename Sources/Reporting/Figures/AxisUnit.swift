/// A unit that fits the values of an axis.
struct AxisUnit {
  /// Its symbol.
  let symbol: String
  /// What one is.
  let size: Double

  private init(_ symbol: String, _ size: Double) {
    self.symbol = symbol
    self.size = size
  }

  /// ns, µs, ms or s for a middle value of some seconds.
  static func time(_ seconds: [Double]) -> AxisUnit {
    fitting(seconds, [("ns", 1e-9), ("µs", 1e-6), ("ms", 1e-3), ("s", 1)])
  }

  /// B, KiB, MiB or GiB for a middle value of some bytes.
  static func bytes(_ bytes: [Double]) -> AxisUnit {
    fitting(bytes, [("B", 1), ("KiB", 0x1p10), ("MiB", 0x1p20), ("GiB", 0x1p30)])
  }

  /// FLOP up to TFLOP for a middle value of some counts.
  static func flops(_ counts: [Double]) -> AxisUnit {
    fitting(counts, [("FLOP", 1), ("kFLOP", 1e3), ("MFLOP", 1e6), ("GFLOP", 1e9), ("TFLOP", 1e12)])
  }

  private static func fitting(
    _ values: [Double], _ units: [(symbol: String, size: Double)]
  ) -> AxisUnit {
    let positive = values.filter { $0 > 0 }
    let middle = [positive.min(), positive.max()].compactMap(\.self).geometricMean ?? 1
    let unit = units.last { $0.size <= middle } ?? units[0]
    return AxisUnit(unit.symbol, unit.size)
  }
}
