import Testing

@testable import Convolution

/// An axis's runs against the equation of a convolution, position by position.
@Suite struct TapAxisTests {
  @Test(arguments: Layers.all, [false, true])
  func runsMeetTheTapsThatTheEquationHas(_ layer: ConvolutionGeometry, isBackward: Bool) {
    for (size, convolved) in [(layer.a, layer.aConv), (layer.b, layer.bConv)] {
      let axis: TapAxis =
        isBackward
        ? .backward(layer, size: size, convolved: convolved)
        : .forward(layer, size: size, convolved: convolved)
      var met: [Int: [(tap: Int, place: Int)]] = [:]
      for phase in 0..<axis.phases {
        for run in axis.runs(phase, in: 0..<axis.positions) {
          for index in 0..<run.count {
            met[run.position + index * axis.positionStep] = run.inside.map {
              (axis.filterPlace(phase, tap: $0), run.place + index * axis.placeStep + $0)
            }
          }
        }
      }
      #expect(met.keys.sorted() == Array(0..<axis.positions))
      for position in 0..<axis.positions {
        let expected = (0..<layer.h).compactMap { tap -> [Int]? in
          if !isBackward {
            let place = position * layer.stride - layer.padding + tap
            return 0..<size ~= place ? [tap, place] : nil
          }
          let (place, rest) = (position + layer.padding - tap).quotientAndRemainder(
            dividingBy: layer.stride)
          return rest == 0 && 0..<convolved ~= place ? [tap, place] : nil
        }
        let found = met[position, default: []].map { [$0.tap, $0.place] }
        #expect(found.sorted { $0[0] < $1[0] } == expected)
      }
    }
  }

  @Test(arguments: Layers.all)
  func aPartOfThePositionsHasAPartOfTheRuns(_ layer: ConvolutionGeometry) {
    let axis = TapAxis.backward(layer, size: layer.a, convolved: layer.aConv)
    for lower in 0..<axis.positions {
      let part = lower..<axis.positions
      let positions = (0..<axis.phases).flatMap { phase in
        axis.runs(phase, in: part).flatMap { run in
          (0..<run.count).map { run.position + $0 * axis.positionStep }
        }
      }
      #expect(positions.sorted() == Array(part))
    }
  }
}
