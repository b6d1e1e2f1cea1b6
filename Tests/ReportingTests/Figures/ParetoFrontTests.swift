import Testing

@testable import Reporting

@Suite struct ParetoFrontTests {
  @Test func aFrontIsWhatNothingBeats() {
    let points = [(1.0, 5.0), (2, 3), (3, 4), (4, 1), (4, 2), (1, 6)].map { PlotPoint($0, $1) }
    #expect(
      ParetoFront.of(points).map(\.x) == [1, 2, 4]
        && ParetoFront.of(points).map(\.y) == [5, 3, 1])
    #expect(ParetoFront.of([]).isEmpty)
    let line = ParetoFront.line([PlotPoint(2, 3)], x: 1...9, y: 1...8)
    #expect(line.map(\.x) == [2, 2, 9] && line.map(\.y) == [8, 3, 3])
  }
}
