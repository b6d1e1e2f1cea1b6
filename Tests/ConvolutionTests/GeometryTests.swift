import Convolution
import Foundation
import Testing

@Suite struct GeometryTests {
  @Test func theSlidesSizesFollow() throws {
    let layer = try Layers.geometry(3, 2, 11, 9, 5, h: 4, stride: 2, padding: 1, pool: 2)
    #expect(layer.aConv == 5 && layer.bConv == 4)
    #expect(layer.aOut == 2 && layer.bOut == 2)
    #expect(layer.phiRows == 4 * 4 * 2 && layer.phiColumns == 3 * 5 * 4)
    #expect(layer.inputCount == 2 * 11 * 9 * 3)
    #expect(layer.weightCount == 5 * 32)
    #expect(layer.convolvedCount == 5 * 60 && layer.outputCount == 5 * 2 * 2 * 3)
    #expect(!layer.phiIsInput)
  }

  @Test(arguments: [(1, 1, 0, true), (1, 1, 1, false), (1, 2, 0, false), (2, 1, 0, false)])
  func phiIsTheInputOnlyWhereNothingMoves(h: Int, stride: Int, padding: Int, isInput: Bool) throws {
    let layer = try Layers.geometry(1, 2, 4, 3, 1, h: h, stride: stride, padding: padding)
    #expect(layer.phiIsInput == isInput)
  }

  @Test(arguments: Layers.all)
  func tapsInsideAreCountedOneByOne(_ layer: ConvolutionGeometry) {
    var count = 0
    for y in 0..<layer.aConv {
      for x in 0..<layer.bConv {
        for ky in 0..<layer.h {
          for kx in 0..<layer.h {
            let v = y * layer.stride + ky - layer.padding
            let u = x * layer.stride + kx - layer.padding
            if 0..<layer.a ~= v && 0..<layer.b ~= u { count += 1 }
          }
        }
      }
    }
    #expect(layer.tapsInside == count * layer.d * layer.l)
  }

  @Test func sizesThatDoNotDoSayWhy() {
    #expect(throws: GeometryError.filterExceedsInput(axis: "b", filter: 7, paddedInput: 6)) {
      try Layers.geometry(1, 1, 9, 4, 1, h: 7, padding: 1)
    }
    #expect(throws: GeometryError.poolExceedsOutput(axis: "a", pool: 3, convolved: 2)) {
      try Layers.geometry(1, 1, 4, 9, 1, h: 3, pool: 3)
    }
  }

  /// Each size is small enough, but a product of them is not.
  @Test(arguments: [
    (1 << 20, 1 << 20, 1 << 20, 1 << 20, 1, 1), (1, 1 << 30, 8, 9, 1, 3),
    (1, 1, 60_000, 60_000, 1, 1),
  ])
  func productsAreCheckedBeforeAnythingIsAllocated(
    l: Int, d: Int, a: Int, b: Int, dOut: Int, h: Int
  ) throws {
    let error = #expect(throws: GeometryError.self) { try Layers.geometry(l, d, a, b, dOut, h: h) }
    guard case .productTooLarge = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: Layers.all)
  func aGeometryTravelsAsJSONAndIsValidatedAgain(_ layer: ConvolutionGeometry) throws {
    let json = try JSONEncoder().encode(layer)
    #expect(try JSONDecoder().decode(ConvolutionGeometry.self, from: json) == layer)
    let lying = String(decoding: json, as: UTF8.self).replacing("\"d\":\(layer.d)", with: "\"d\":0")
    #expect(throws: GeometryError.self) {
      try JSONDecoder().decode(ConvolutionGeometry.self, from: Data(lying.utf8))
    }
  }

  @Test(arguments: [1, 2, 3, 5, 8, 13])
  func workersShareAllImagesOutEvenly(_ threads: Int) throws {
    let layer = try Layers.geometry(7, 1, 3, 4, 1, h: 1)
    let workload = Workload(geometry: layer, threads: threads)
    #expect(workload.workers == min(threads, 7))
    let shares = (0..<workload.workers).map(workload.images)
    #expect(shares.flatMap(\.self) == Array(0..<7))
    let sizes = shares.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
  }
}
