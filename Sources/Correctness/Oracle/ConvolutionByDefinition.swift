import Convolution

/// A convolution layer and its gradients by their definition, in double precision: the oracle.
///
/// Nothing of φ, of matrix products or of the kernels is in it; it shares with them the layout of
/// the tensors alone (``/Convolution/ConvolutionGeometry``). With s the stride and p the padding, Z
/// being 0 outside the image,
///
///     S[f, y, x, i]  = b[f] + Σ W[f, c, ky, kx] · Z[c, y·s + ky − p, x·s + kx − p, i]
///     Z'[f, y, x, i] = max over the pooling window of max(0, S)
///
/// and, with G[f, y, x, i] the Δ of the output that chose S[f, y, x, i], 0 where none did,
///
///     ∂ξ/∂W[f, c, ky, kx] = Σ G[f, y, x, i] · Z[c, y·s + ky − p, x·s + kx − p, i]
///     ∂ξ/∂b[f]            = Σ G[f, y, x, i]
///     ΔZ[c, v, u, i]      = I[Z[c, v, u, i]] · Σ W[f, c, ky, kx] · G[f, y, x, i],
///                           over y·s + ky − p = v and x·s + kx − p = u
///
/// Source: slides, *Summary of operations*.
package struct ConvolutionByDefinition: Sendable {
  package let geometry: ConvolutionGeometry

  /// What the definition of the forward pass says of Z, W and b: S, Z' and the choices between them.
  package func forward(input: [Double], weight: [Double], bias: [Double]) -> ForwardByDefinition {
    var s = SumsOfProducts(count: geometry.convolvedCount, terms: geometry.phiRows + 1)
    forEachSubImage { column, places in
      for filter in 0..<geometry.dOut {
        let index = filter + geometry.dOut * column
        s.add(1, bias[filter], at: index)
        for (tap, pixel) in places {
          for channel in 0..<geometry.d {
            s.add(
              weight[filter + geometry.dOut * (tap + channel)], input[pixel + channel], at: index)
          }
        }
      }
    }
    return ForwardByDefinition(geometry, s: s)
  }

  /// What the definition of the gradients says, ∂ξ/∂W, ∂ξ/∂b and ΔZ ⊙ I[Z], of Z, W and Δ of the output, masked
  /// by I[Z'], each of which was chosen from an element of S: see ``ForwardByDefinition/chosen``.
  package func backward(
    input: [Double], weight: [Double], delta: [Double], chosen: [Int]
  ) -> GradientsByDefinition {
    var g = [Double](repeating: 0, count: geometry.convolvedCount)
    for (output, index) in chosen.enumerated() { g[index] += delta[output] }

    var gradients = GradientsByDefinition(geometry)
    forEachSubImage { column, places in
      for filter in 0..<geometry.dOut {
        let gradient = g[filter + geometry.dOut * column]
        if gradient == 0 { continue }
        gradients.bias.add(1, gradient, at: filter)
        for (tap, pixel) in places {
          for channel in 0..<geometry.d {
            let w = filter + geometry.dOut * (tap + channel)
            gradients.weight.add(gradient, input[pixel + channel], at: w)
            gradients.input.add(weight[w], gradient, at: pixel + channel)
          }
        }
      }
    }
    for index in input.indices where !(input[index] > 0) {
      gradients.input.values[index] = 0
      gradients.input.magnitudes[index] = 0
    }
    return gradients
  }

  /// Calls `body` with each column of S, and with where the filter's places inside the image lie:
  /// the first channel's tap in a row of W, and the first channel's element in Z.
  private func forEachSubImage(_ body: (Int, [(tap: Int, pixel: Int)]) -> Void) {
    let (h, d, a, b) = (geometry.h, geometry.d, geometry.a, geometry.b)
    for i in 0..<geometry.l {
      for y in 0..<geometry.aConv {
        for x in 0..<geometry.bConv {
          var places: [(tap: Int, pixel: Int)] = []
          for ky in 0..<h {
            for kx in 0..<h {
              let v = y * geometry.stride + ky - geometry.padding
              let u = x * geometry.stride + kx - geometry.padding
              guard 0..<a ~= v, 0..<b ~= u else { continue }
              places.append((tap: d * (kx + h * ky), pixel: d * (u + b * (v + a * i))))
            }
          }
          body(x + geometry.bConv * (y + geometry.aConv * i), places)
        }
      }
    }
  }
}
