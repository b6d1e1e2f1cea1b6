import Convolution

/// What the oracle's forward pass found.
package struct ForwardByDefinition: Sendable {
  /// S + b 1ᵀ, sums of K + 1 products: the bias is one times 1.
  package let s: SumsOfProducts
  /// Z'. Neither max(0, ·) nor the maximum of a window moves two of its values further apart than
  /// two of its arguments are, so that an output's error is at most the largest of its window's.
  package let output: SumsOfProducts
  /// For each output the element of S that it was chosen from: the first of several largest, rows
  /// before columns.
  package let chosen: [Int]

  private let windows: [[Int]]

  init(_ geometry: ConvolutionGeometry, s: SumsOfProducts) {
    var output = SumsOfProducts(count: geometry.outputCount, terms: s.terms)
    var chosen: [Int] = []
    var windows: [[Int]] = []
    for i in 0..<geometry.l {
      for y in 0..<geometry.aOut {
        for x in 0..<geometry.bOut {
          for filter in 0..<geometry.dOut {
            var window: [Int] = []
            for v in y * geometry.pool..<(y + 1) * geometry.pool {
              for u in x * geometry.pool..<(x + 1) * geometry.pool {
                window.append(
                  filter + geometry.dOut * (u + geometry.bConv * (v + geometry.aConv * i)))
              }
            }
            var best = window[0]
            for index in window where max(0, s.values[index]) > max(0, s.values[best]) {
              best = index
            }
            let place = chosen.count
            output.values[place] = max(0, s.values[best])
            output.magnitudes[place] = window.reduce(0) { max($0, s.magnitudes[$1]) }
            chosen.append(best)
            windows.append(window)
          }
        }
      }
    }
    self.s = s
    self.output = output
    self.chosen = chosen
    self.windows = windows
  }

  /// Of each output whether rounding in another computation's precision might decide ReLU or pooling otherwise
  /// than we did.
  ///
  /// With e the bound of an element of S in this precision, an output is decided where its whole
  /// window has S < −e, or where its choice has S − e above 0 and above S + e of all the others.
  package func undecided(_ precision: Precision) -> [Bool] {
    zip(windows, chosen).map { window, best in
      if window.allSatisfy({ s.values[$0] < -s.bound($0, precision) }) { return false }
      let lowest = s.values[best] - s.bound(best, precision)
      let isAbove = window.allSatisfy {
        $0 == best || s.values[$0] + s.bound($0, precision) < lowest
      }
      return !(lowest > 0 && isAbove)
    }
  }

  /// Δ as the layer above would hand it on: masked by I[Z'], and 0 where `leftOut` says so.
  package func masked(_ delta: [Double], leavingOut leftOut: [Bool]) -> [Double] {
    delta.indices.map { index in
      output.values[index] > 0 && !leftOut[index] ? delta[index] : 0
    }
  }
}
