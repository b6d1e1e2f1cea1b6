import Convolution
import Testing

/// φ of first layers, whose filter rows are gathered by chunks that hold more than a row.
@Suite struct ShortRunsTests {
  private static let layers: [ConvolutionGeometry] = [
    Layers.layer(2, 1, 9, 8, 3, h: 5, padding: 2),
    Layers.layer(3, 1, 7, 6, 3, h: 3, stride: 2, padding: 1),
    Layers.layer(2, 2, 6, 9, 3, h: 3),
    Layers.layer(1, 1, 7, 5, 2, h: 7, padding: 3),
    Layers.layer(2, 3, 4, 3, 2, h: 2, padding: 4),
    Layers.layer(2, 1, 5, 6, 2, h: 2, stride: 3, padding: 3),
    Layers.layer(4, 7, 3, 4, 2, h: 1, stride: 2),
  ]

  private func expected(_ layer: ConvolutionGeometry, row: Int, column: Int) -> Float {
    let (tap, c) = row.quotientAndRemainder(dividingBy: layer.d)
    let (ky, kx) = tap.quotientAndRemainder(dividingBy: layer.h)
    let (i, place) = column.quotientAndRemainder(dividingBy: layer.columnsPerImage)
    let (y, x) = place.quotientAndRemainder(dividingBy: layer.bConv)
    let v = y * layer.stride + ky - layer.padding
    let u = x * layer.stride + kx - layer.padding
    guard 0..<layer.a ~= v, 0..<layer.b ~= u else { return 0 }
    return Float(1 + c + layer.d * (u + layer.b * (v + layer.a * i)))
  }

  /// Whatever columns are asked for, they are φ's, and nothing behind them is touched.
  @Test(arguments: layers)
  func chunksLeaveNothingBehind(_ layer: ConvolutionGeometry) throws {
    let memory = Memory()
    let input = try Buffer<Float>(layer.inputCount, from: memory, for: .inputs)
    input.vector.fill { Float(1 + $0) }
    let z = input.matrix(rows: layer.d, columns: layer.pixelsPerImage * layer.l)
    let n = layer.phiColumns
    for columns in [0..<n, 0..<1, n / 3..<n / 2 + 1, n - 2..<n] {
      let count = layer.phiRows * columns.count
      let buffer = try Buffer<Float>(count + 32, from: memory, for: .phi)
      buffer.vector.fill { _ in -1 }
      var tally = TripTally()
      PhiKernel(
        layer, of: z, columns: columns,
        into: buffer.matrix(rows: layer.phiRows, columns: columns.count)
      ).execute(&tally)
      let found = buffer.vector.copied()
      let wanted = columns.flatMap { column in
        (0..<layer.phiRows).map { expected(layer, row: $0, column: column) }
      }
      #expect(Array(found.prefix(count)) == wanted)
      #expect(found.dropFirst(count).allSatisfy { $0 == -1 })
      #expect(tally.elements == count)
    }
  }
}
