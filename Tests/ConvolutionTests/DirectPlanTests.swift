import Testing

@testable import Convolution

/// How `direct` cuts layers of published networks, and what scratch that takes.
@Suite struct DirectPlanTests {
  private static let layers: [ConvolutionGeometry] = [
    try? Layers.geometry(128, 1, 28, 28, 32, h: 5, padding: 2, pool: 2),
    try? Layers.geometry(16, 3, 227, 227, 96, h: 11, stride: 4),
    try? Layers.geometry(16, 96, 27, 27, 256, h: 5, padding: 2),
    try? Layers.geometry(4, 64, 224, 224, 64, h: 3, padding: 1, pool: 2),
    try? Layers.geometry(4, 128, 112, 112, 128, h: 3, padding: 1, pool: 2),
    try? Layers.geometry(8, 256, 56, 56, 256, h: 3, padding: 1, pool: 2),
    try? Layers.geometry(16, 512, 28, 28, 512, h: 3, padding: 1, pool: 2),
    try? Layers.geometry(16, 3, 224, 224, 64, h: 7, stride: 2, padding: 3),
    try? Layers.geometry(16, 1024, 14, 14, 2048, h: 1, stride: 2),
    try? Layers.geometry(16, 2048, 7, 7, 512, h: 1),
  ].compactMap(\.self)

  /// Beside packed W, at most 4 MiB for each worker.
  @Test(arguments: layers, [1, 3])
  func scratchIsFewMiB(_ layer: ConvolutionGeometry, _ threads: Int) {
    for precision in Precision.allCases {
      let workload = Workload(geometry: layer, precision: precision, threads: threads)
      let plan = DirectPlan(workload, scalarBytes: precision.bytes)
      let formula = Direct().memory(workload)
      let limit = workload.workers * 4 << 20
      #expect(formula.forwardWorkspaceBytes - plan.filterCount * precision.bytes <= limit)
      #expect(formula.backwardWorkspaceBytes - plan.turnedFilterCount * precision.bytes <= limit)
    }
  }

  @Test(arguments: layers + Layers.all)
  func blocksAreAllOfTheImages(_ layer: ConvolutionGeometry) {
    let workload = Workload(geometry: layer, threads: 3)
    let plan = DirectPlan(workload, scalarBytes: 4)
    for worker in 0..<workload.workers {
      let images = workload.images(ofWorker: worker)
      var rows = Dictionary(uniqueKeysWithValues: images.map { ($0, 0) })
      for pooled in plan.pooled.blocks(of: images) {
        #expect(pooled.windows.upperBound <= layer.aOut)
        for block in plan.gradient.blocks(images: pooled.images, rows: pooled.rows) {
          #expect(block.images.count <= plan.gradient.imagesPerBlock)
          #expect(block.rows.count <= plan.gradient.rowsPerBlock)
          for image in block.images {
            #expect(block.rows.lowerBound == rows[image])
            rows[image] = block.rows.upperBound
          }
        }
      }
      #expect(rows.values.allSatisfy { $0 == layer.aConv })
    }
  }

  /// Every tap of pixels is in exactly one piece, whatever of them lies inside.
  @Test(arguments: [(3, 192), (1, 5000), (7, 1700), (5, 5), (0, 0), (11, 600)])
  func piecesAreAllOfTheTaps(rows: Int, run: Int) {
    let pieces = TapPieces(rows: rows, run: run)
    for (y, x) in [(0..<rows, 0..<run), (rows / 2..<rows, run / 3..<run), (0..<0, 0..<run)] {
      let parts = pieces.compactMap { pieces.part(of: y, x, in: $0) }
      #expect(parts.reduce(0) { $0 + $1.rows.count * $1.run.count } == y.count * x.count)
      #expect(parts.count { $0.isFirst } == 1 && parts.first?.isFirst == true)
      #expect(parts.count { $0.isLast } == 1 && parts.last?.isLast == true)
    }
  }
}
