import Foundation
import Testing

@testable import Reporting

@Suite struct TicksTests {
  @Test(arguments: [
    [1.0], [1, 1.01], [0.001, 1000], [3e-9, 4e-9], [1e-12, 1e12], [0.8, 1.2], [5, 50],
    [1e200], [1e-300, 1e300], [1e-305], [1e-200, 1e-190],
  ])
  func aLogarithmicAxisHasAFewRoundTicksAndHoldsItsValues(values: [Double]) {
    let range = Ticks.logarithmicRange(of: values)
    let ticks = Ticks.round(in: range)
    #expect(values.allSatisfy(range.contains))
    #expect((2...26).contains(ticks.count), "\(ticks.map(\.label))")
    #expect(ticks.allSatisfy { range.contains($0.value) })
    #expect(Set(ticks.map(\.label)).count == ticks.count)
  }

  @Test func markedValuesKeepTheirDistance() {
    let values = (1...64).map(Double.init)
    let ticks = Ticks.spread(values, over: 1...64) { log($0) }
    #expect(ticks.first?.value == 1)
    #expect(ticks.last?.value == 64)
    #expect(ticks.count < 14)
    #expect(Ticks.spread([], over: 1...2) { $0 }.isEmpty)
  }

  @Test func textInAScriptIsAStringAndNothingElse() {
    #expect(GnuplotScript.quoted("it's") == "\"it's\"")
    #expect(GnuplotScript.quoted("a\nunset output") == "\"a unset output\"")
    #expect(GnuplotScript.quoted("\"`\\") == #""\042\140\134""#)
    // An accent behind a mark makes it another character, and yet the same mark.
    #expect(GnuplotScript.quoted("\"\u{301}`\u{301}") == "\"\\042\u{301}\\140\u{301}\"")
    #expect(Markdown.escaped("|\u{301}<\u{301}") == "\\|\u{301}&lt;\u{301}")
  }
}
