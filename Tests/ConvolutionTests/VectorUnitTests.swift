import Testing

@testable import Convolution

@Suite struct VectorUnitTests {
  @Test func aProcessorIsComparedWithTheBuild() {
    let sets = VectorUnit.instructionSets
    #expect(VectorUnit.unused(of: sets).isEmpty)
    let wide = ["avx2", "fma", "avx512f"]
    #expect(VectorUnit.unused(of: wide) == wide.filter { !sets.contains($0) })
    #expect(VectorUnit.unused(of: ["sse2"]).isEmpty)
  }

  @Test func aTileIsAsLargeAsItsRegistersAllow() {
    let registerBytes = ["AVX-512": 64, "AVX2": 32][VectorUnit.name] ?? 16
    let registers = MemoryLayout<Float.Lanes>.size / registerBytes
    let sums = RegisterTile.vectors * RegisterTile.columns * registers
    #expect(sums <= (VectorUnit.name == "AVX-512" ? 28 : 14))
    #expect(RegisterTile.vectors * RegisterTile.columns <= 24)
    #expect(RegisterTile.columns <= RegisterTile.mostColumns)
    #expect(FMAPeak.measure() > 0)
  }
}
