import Convolution

/// From MATLAB's order of a tensor's values, column-major, to that of
/// ``/Convolution/ConvolutionGeometry``.
enum GoldenLayout {
  /// Images, `channels × (height·width·images)`: from channel, height, width, image to channel,
  /// width, height, image, the fastest first.
  static func images(
    _ values: [Double], channels: Int, height: Int, width: Int
  ) -> [Double] {
    let images = values.count / (channels * height * width)
    var result: [Double] = []
    result.reserveCapacity(values.count)
    for image in 0..<images {
      for row in 0..<height {
        for column in 0..<width {
          let pixel = row + height * (column + width * image)
          result += values[channels * pixel..<channels * (pixel + 1)]
        }
      }
    }
    return result
  }

  /// W or ∂ξ/∂W, `d_out × K`: its columns from filter row, filter column, channel to channel,
  /// filter column, filter row.
  static func weight(_ values: [Double], _ geometry: ConvolutionGeometry) -> [Double] {
    taps(geometry).flatMap { values[geometry.dOut * $0..<geometry.dOut * ($0 + 1)] }
  }

  /// φ(pad(Z)), `K × N`: its rows as the columns of W, its columns as the pixels of images.
  static func phi(_ values: [Double], _ geometry: ConvolutionGeometry) -> [Double] {
    let rows = geometry.phiRows
    let taps = taps(geometry)
    let columns = images(
      values, channels: rows, height: geometry.aConv, width: geometry.bConv)
    return (0..<geometry.phiColumns).flatMap { column in taps.map { columns[$0 + rows * column] } }
  }

  /// For each tap in our order its place in MATLAB's.
  private static func taps(_ geometry: ConvolutionGeometry) -> [Int] {
    let h = geometry.h
    return (0..<h).flatMap { row in
      (0..<h).flatMap { column in
        (0..<geometry.d).map { channel in row + h * (column + h * channel) }
      }
    }
  }
}
