import Convolution
import Results

/// How wide tiles were where rows were measured.
struct Tiles: Sendable {
  /// The bytes of the L2 cache that tiles were cut for, for rows that do not say how wide they were;
  /// `nil` where they are unknown.
  let l2Bytes: Int?

  /// The workload of a row with the width of tiles that was used; `nil` where that is unknown.
  func workload(of row: RecordedRow) -> Workload? {
    let workload = row.point.workload
    if workload.tileColumns != nil { return workload }
    return (row.tileColumnsUsed ?? l2Bytes.map(workload.tileColumns(forL2Bytes:))).map {
      workload.with(tileColumns: $0)
    }
  }
}
