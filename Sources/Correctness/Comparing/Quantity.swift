import Convolution

/// A tensor that is compared.
package enum Quantity: String, CaseIterable, Hashable, Sendable, Codable {
  /// φ(pad(Z)), K × N.
  case phi
  /// Z', d_out × (b_out·a_out·l).
  case output
  /// ∂ξ/∂W, d_out × K.
  case weightGradient = "dweight"
  /// ∂ξ/∂b, d_out.
  case biasGradient = "dbias"
  /// ΔZ ⊙ I[Z], d × (b·a·l).
  case inputGradient = "dinput"

  /// Where an element, by its place in the layout of ``/Convolution/ConvolutionGeometry``, stands: its
  /// coordinates in words, each from 0.
  package func place(of index: Int, in geometry: ConvolutionGeometry) -> String {
    switch self {
    case .phi:
      let (column, row) = index.quotientAndRemainder(dividingBy: geometry.phiRows)
      return Self.tap(row, geometry) + " of the sub-image at "
        + Self.pixel(column, width: geometry.bConv, height: geometry.aConv)
    case .output:
      let (pixel, channel) = index.quotientAndRemainder(dividingBy: geometry.dOut)
      return "channel \(channel), "
        + Self.pixel(pixel, width: geometry.bOut, height: geometry.aOut)
    case .weightGradient:
      let (tap, filter) = index.quotientAndRemainder(dividingBy: geometry.dOut)
      return "filter \(filter), \(Self.tap(tap, geometry))"
    case .biasGradient:
      return "filter \(index)"
    case .inputGradient:
      let (pixel, channel) = index.quotientAndRemainder(dividingBy: geometry.d)
      return "channel \(channel), " + Self.pixel(pixel, width: geometry.b, height: geometry.a)
    }
  }

  private static func pixel(_ index: Int, width: Int, height: Int) -> String {
    let (row, column) = index.quotientAndRemainder(dividingBy: width)
    return "row \(row % height), column \(column), image \(row / height)"
  }

  private static func tap(_ index: Int, _ geometry: ConvolutionGeometry) -> String {
    let (place, channel) = index.quotientAndRemainder(dividingBy: geometry.d)
    return "channel \(channel), filter row \(place / geometry.h), filter column "
      + "\(place % geometry.h)"
  }
}
