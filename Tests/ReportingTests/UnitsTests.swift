import Reporting
import Testing

@Suite struct UnitsTests {
  @Test(arguments: [
    (3e-9, "3 ns"), (2.5e-9, "2.50 ns"), (9.996e-7, "1.00 µs"), (12.34e-6, "12.3 µs"),
    (0.9994, "999 ms"), (0.9996, "1.00 s"), (123.4, "123 s"), (0, "0 ns"),
    (9.994, "9.99 s"), (9.996, "10.0 s"), (99.94, "99.9 s"), (99.96, "100 s"),
  ])
  func times(seconds: Double, text: String) {
    #expect(Units.time(seconds) == text)
  }

  @Test(arguments: [
    (0, "0 B"), (1023, "1023 B"), (1024, "1.00 KiB"), (1 << 20, "1.00 MiB"),
    (462_422_016, "441 MiB"), (3 << 30, "3.00 GiB"), (5 << 50, "5120 TiB"),
  ])
  func bytes(count: Int, text: String) {
    #expect(Units.bytes(count) == text)
  }

  @Test func oneThingHasNoPlural() {
    #expect(
      [0, 1, 2, 1234].map { Units.count($0, "point") } == [
        "0 points", "1 point", "2 points", "1\u{202F}234 points",
      ])
    #expect(Units.count(2, "count or size", "counts and sizes") == "2 counts and sizes")
  }

  @Test func rates() {
    #expect(Units.flopRate(155.2e9) == "155 GFLOP/s")
    #expect(Units.flopRate(9.87e11) == "987 GFLOP/s")
    #expect(Units.flopRate(1.2e12) == "1.20 TFLOP/s")
    #expect(Units.byteRate(12.3e9) == "12.3 GB/s")
    #expect(Units.flopRate(2048) == "2.05 kFLOP/s")
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1\u{202F}000"), (-1_234_567, "−1\u{202F}234\u{202F}567"),
  ])
  func counts(value: Int, text: String) {
    #expect(Units.count(value) == text)
  }

  @Test(arguments: [
    (-0.0, 2, "0.00"), (-0.004, 2, "0.00"), (-0.006, 2, "-0.01"), (-0.4, 0, "0"),
    (-1000, 0, "-1000"),
  ])
  func whatRoundsToZeroHasNoSign(value: Double, decimals: Int, text: String) {
    #expect(Units.number(value, decimals: decimals) == text)
  }

  @Test(arguments: [(0.012, "+1.2 %"), (-0.25, "−25.0 %"), (-0.0001, "0.0 %")])
  func changesHaveASign(part: Double, text: String) {
    #expect(Units.change(part) == text)
  }

  @Test func partsOfAWhole() {
    #expect(Units.percent(0.256) == "25.6 %")
    #expect(Units.percent(0.256, decimals: 0) == "26 %")
    #expect(Units.percent(-0.05) == "-5.0 %")
  }
}
