import Convolution
import Machine
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
    ("", "'' is not a whole number"),
    ("1,,2", "'' is not a whole number"),
    ("x", "'x' is not a whole number"),
    ("1.5", "'1.5' is not a whole number"),
    ("+3", "'+3' is not a whole number"),
    ("9223372036854775808", "'9223372036854775808' is not a whole number"),
    ("1..8", "the range '1..8' needs a step: '1..8*2' (geometric) or '1..8+8' (arithmetic)"),
    ("1..5-1", "the range '1..5-1' needs a step: '1..5*2' (geometric) or '1..5+8' (arithmetic)"),
    ("8..1*2", "the range 8..1 ends before it starts"),
    ("1..8*1", "the range '1..8*1' would never end"),
    ("0..8*2", "the range '0..8*2' would never end"),
    ("1..8+0", "the range '1..8+0' would never end"),
    ("1..8+-1", "the range '1..8+-1' would never end"),
    ("1..100000+1", "the list has more than 10000 values"),
    ("1..8*2*2", "'2*2' is not a whole number"),
  ])
  func complaints(text: String, sentence: String) {
    #expect(throws: Refusal(.usage, sentence)) { try ValueList.parse(text) }
  }

  @Test func paddingKnowsTwoWords() throws {
    #expect(
      try ParameterValue.list("same,valid,0..2+1", of: .padding)
        == [.same, 0, 1, 2])
    #expect(
      try ParameterValue.list(" 1 , same,1, 0..2+1 ", of: .padding)
        == [1, .same, 0, 2])
    #expect(throws: Refusal(.usage, "the list has more than 10000 values")) {
      try ParameterValue.list("1..6000+1,same,10000..14000+1", of: .padding)
    }
    #expect(throws: Refusal(.usage, "'same' is not a whole number")) {
      try ParameterValue.list("same", of: .h)
    }
  }
}
