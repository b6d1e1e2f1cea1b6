/// θ ← θ + v after v ← μ v − η g: one step of stochastic gradient with momentum, in place.
///
/// `[n]`. Without momentum (μ = 0) v is neither read nor written and may be empty: θ ← θ − η g.
/// 4 FLOPs an element with momentum, 2 without; one element moved per element of θ.
///
/// Source: Sutskever, Martens, Dahl & Hinton, *On the importance of initialization and momentum in
/// deep learning*, ICML 2013, equations (1) and (2).
package struct DescentKernel<T: Scalar & BinaryFloatingPoint>: Kernel {
  let gradient: Matrix<T>
  let velocity: Matrix<T>
  let parameters: Matrix<T>
  let rate: T
  let momentum: T

  /// - Parameters:
  ///   - gradient: g.
  ///   - velocity: v; it needs no elements without momentum.
  ///   - parameters: θ.
  ///   - rate: η.
  ///   - momentum: μ.
  /// - Precondition: g and θ have as many elements, and with momentum v, too.
  package init(
    gradient: Matrix<T>, velocity: Matrix<T>, parameters: Matrix<T>, rate: Double, momentum: Double
  ) {
    precondition(gradient.count == parameters.count)
    precondition(momentum == 0 || velocity.count == parameters.count)
    self.gradient = gradient
    self.velocity = velocity
    self.parameters = parameters
    self.rate = T(rate)
    self.momentum = T(momentum)
  }

  /// Takes the step.
  @specialized(where T == Float, Counter == NoTally)
  @specialized(where T == Double, Counter == NoTally)
  package func execute<Counter: Tally>(_ tally: inout Counter) {
    let count = parameters.count
    let theta = unsafe parameters.base
    let g = unsafe gradient.base
    let (rate, momentum) = (rate, momentum)
    if momentum == 0 {
      for index in 0..<count { unsafe theta[index] = theta[index] - rate * g[index] }
    } else {
      let v = unsafe velocity.base
      for index in 0..<count {
        let next = unsafe momentum * v[index] - rate * g[index]
        unsafe v[index] = next
        unsafe theta[index] = theta[index] + next
      }
    }
    tally.flops((momentum == 0 ? 2 : 4) * count)
    tally.elements(count)
  }
}
