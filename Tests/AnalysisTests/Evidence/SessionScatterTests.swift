import Convolution
import Foundation
import Measurement
import Testing

@testable import Analysis

/// What the yardsticks explain of the scatter between sessions.
@Suite struct SessionScatterTests {
  /// Sessions whose yardsticks vary, and whose step follows them with some coefficients and some noise of its
  /// own.
  private func scatter(
    product: Double, copy: Double, noise: Double, points: Int = 20, sessions: Int = 6
  ) -> SessionScatter? {
    var random = SeededGenerator(seed: 3)
    let all = (0..<points).map { point in
      (0..<sessions).map { _ in
        let (p, c) = (0.1 * random.unit(), 0.1 * random.unit())
        return SessionScatter.Sample(
          time: Double(point) + product * p + copy * c + noise * random.unit(), product: p,
          copy: c)
      }
    }
    return SessionScatter("tiled", .step, all)
  }

  @Test func whatFollowsAYardstickIsTheMachine() throws {
    let machine = try #require(scatter(product: 0.8, copy: 0.1, noise: 0))
    #expect(abs(machine.byProduct - 0.8) < 1e-9)
    #expect(abs(machine.byCopy - 0.1) < 1e-9)
    #expect(machine.explained > 0.999)
    #expect(machine.sessions == 120)
  }

  @Test func whatFollowsNoneIsNot() throws {
    let code = try #require(scatter(product: 0, copy: 0, noise: 0.1))
    #expect(code.explained < 0.1)
    // A uniform number in ± 0.1 scatters by 0.1 ÷ √3.
    #expect(abs(code.scatter - 0.1 / 3.0.squareRoot()) < 0.01)
  }

  @Test func aMixtureIsDividedAsItIs() throws {
    let both = try #require(scatter(product: 1, copy: 0, noise: 0.1))
    #expect(abs(both.explained - 0.5) < 0.15)
  }

  @Test func fewSessionsSayNothing() {
    #expect(scatter(product: 1, copy: 0, noise: 0, points: 1) == nil)
  }
}
