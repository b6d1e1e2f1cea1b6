import Convolution
import Testing

/// Whatever the table says of a parameter is so.
@Suite(.serialized) struct ParameterTests {
  /// A layer that takes any single value from 2 to 4 of any parameter.
  private static let values: [Parameter: ParameterValue] = [.a: 29, .b: 31, .h: 3, .padding: 1]

  private func workload(_ parameter: Parameter, _ value: Int) throws -> Workload {
    try Workload(Self.values.merging([parameter: .number(value)]) { $1 })
  }

  @Test(arguments: Parameter.allCases, 2...4)
  func aValueArrives(parameter: Parameter, value: Int) throws {
    let workload = try workload(parameter, value)
    #expect(parameter.value(of: workload) == value)
    // And changes nothing else.
    for other in Parameter.allCases where other != parameter {
      #expect(other.value(of: workload) == other.value(of: try Workload(Self.values)))
    }
  }

  @Test(arguments: Parameter.allCases)
  func valuesBeyondTheBoundsAreRefused(parameter: Parameter) {
    let bounds = parameter.bounds
    for value in [.min, bounds.lowerBound - 1, bounds.upperBound + 1, .max] {
      #expect(throws: GeometryError.outOfBounds(parameter, value: value, bounds: bounds)) {
        try workload(parameter, value)
      }
    }
  }

  @Test(arguments: Parameter.allCases)
  func theStandardLayerHasItsStandard(parameter: Parameter) throws {
    let standard = try Workload([:])
    switch parameter.standard {
    case .number(let number): #expect(parameter.value(of: standard) ?? 0 == number)
    case .same: #expect(standard.geometry.aConv == standard.geometry.a)
    }
  }

  @Test func everyParameterHasItsNamesAlone() {
    #expect(Set(Parameter.allCases.map(\.option)).count == Parameter.allCases.count)
    #expect(Set(Parameter.allCases.map(\.meaning)).count == Parameter.allCases.count)
  }

  @Test func theStandardLayerMixesNothingUp() throws {
    let geometry = try Workload([:]).geometry
    #expect(geometry.a != geometry.b && geometry.d != geometry.dOut)
  }

  @Test func paddingOfAnEvenFilterIsNeverTheSame() {
    #expect(throws: GeometryError.samePaddingOfEvenFilter(h: 4)) { try Workload([.h: 4]) }
  }

  /// The reuse that a layer can have depends on its size.
  @Test func aLargeLayerNarrowsReuse() throws {
    let sizes: [Parameter: ParameterValue] = [
      .l: 1, .d: 8192, .a: 4096, .b: 4096, .dOut: 8192, .h: 1,
    ]
    let limit = Workload.largestReuse(try Workload(sizes).geometry)
    #expect(limit < 1000)
    #expect(throws: GeometryError.outOfBounds(.reuse, value: 1000, bounds: 1...limit)) {
      try Workload(sizes.merging([.reuse: 1000]) { $1 })
    }
  }
}
