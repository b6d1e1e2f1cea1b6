import Testing

@testable import Machine

@Suite struct MachineRatesTests {
  private func advice(together: Double?, cores: Int?) -> [String] {
    MachineRates(
      fmaGFLOPs: 100, coresTogether: together, sgemmGFLOPs: 90, copyGBs: 10, copyBytes: 1
    )
    .advice(cores: cores)
  }

  @Test func coresThatAreThreadsOfOneAreNamed() {
    let advice = advice(together: 1.1, cores: 2)
    #expect(advice.count == 1)
    #expect(
      advice[0].contains("the 2 logical cores at once compute 1.1 times as much as one alone"))
    #expect(self.advice(together: 4.2, cores: 8).count == 1)
  }

  @Test func coresOfTheirOwnAreNot() {
    #expect(advice(together: 1.9, cores: 2).isEmpty)
    #expect(advice(together: nil, cores: 1).isEmpty)
    #expect(advice(together: 1, cores: nil).isEmpty)
  }
}
