extension Parameter {
  /// The value that a point has; 0 where it has none.
  package func value(of point: Point) -> Int {
    let workload = point.workload
    return switch self {
    case .l: workload.geometry.l
    case .d: workload.geometry.d
    case .a: workload.geometry.a
    case .b: workload.geometry.b
    case .dOut: workload.geometry.dOut
    case .h: workload.geometry.h
    case .stride: workload.geometry.stride
    case .padding: workload.geometry.padding
    case .pool: workload.geometry.pool
    case .threads: workload.threads
    case .reuse: workload.reuse
    case .tileColumns: workload.tileColumns ?? 0
    }
  }

  /// What it is, in a few words for an axis.
  package var meaning: String {
    PointField.values.first { $0.name == rawValue }?.meaning ?? ""
  }
}
