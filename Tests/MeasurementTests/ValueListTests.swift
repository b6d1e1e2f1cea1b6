import Convolution
import Measurement
import Testing

@Suite struct ValueListTests {
  @Test(arguments: [
    ("3", [3]),
    ("1,3,5", [1, 3, 5]),
    (" 1 , 3", [1, 3]),
    ("5,1,5", [5, 1]),
    ("8..128*2", [8, 16, 32, 64, 128]),
    ("3..48*2", [3, 6, 12, 24, 48]),
    ("8..100*3", [8, 24, 72]),
    ("8..64+8", [8, 16, 24, 32, 40, 48, 56, 64]),
    ("1..6+2", [1, 3, 5]),
    ("4..4*2", [4]),
    ("0..2+1", [0, 1, 2]),
    ("1,8..32*2,5", [1, 8, 16, 32, 5]),
    ("9223372036854775807", [Int.max]),
    ("4611686018427387904..9223372036854775807*2", [1 << 62]),
  ])
  func lists(text: String, values: [Int]) throws {
    #expect(try ValueList.parse(text) == values)
  }

  @Test(arguments: [
    ("", ValueListError.notANumber("")),
    ("1,,2", .notANumber("")),
    ("x", .notANumber("x")),
    ("1.5", .notANumber("1.5")),
    ("+3", .notANumber("+3")),
    ("9223372036854775808", .notANumber("9223372036854775808")),
    ("1..8", .noStep("1..8")),
    ("8..1*2", .backwards(start: 8, end: 1)),
    ("1..8*1", .endless("1..8*1")),
    ("0..8*2", .endless("0..8*2")),
    ("1..8+0", .endless("1..8+0")),
    ("1..8+-1", .endless("1..8+-1")),
    ("1..100000+1", .tooMany(limit: 10_000)),
    ("1..8*2*2", .notANumber("2*2")),
  ])
  func complaints(text: String, error: ValueListError) {
    #expect(throws: error) { try ValueList.parse(text) }
  }

  @Test func paddingKnowsTwoWords() throws {
    #expect(
      try ParameterValue.list("same,valid,0..2+1", of: .padding)
        == [.same, 0, 1, 2])
    #expect(
      try ParameterValue.list(" 1 , same,1, 0..2+1 ", of: .padding)
        == [1, .same, 0, 2])
    #expect(throws: ValueListError.tooMany(limit: 10_000)) {
      try ParameterValue.list("1..6000+1,same,10000..14000+1", of: .padding)
    }
    #expect(throws: ValueListError.notANumber("same")) {
      try ParameterValue.list("same", of: .h)
    }
  }
}
