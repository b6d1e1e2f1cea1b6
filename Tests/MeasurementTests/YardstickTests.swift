import CYardstick
import Convolution
import Testing

@testable import Measurement

@Suite struct YardstickTests {
  @Test(arguments: [1, 3]) func bothAreTimed(workers: Int) throws {
    let geometry = try ConvolutionGeometry(l: 4, d: 1, a: 6, b: 5, dOut: 2, h: 3)
    let memory = Memory()
    let crew = Crew(Workload(geometry: geometry, threads: workers), memory: memory)
    var yardstick = try Yardstick(workers: crew.workload.workers, memory: memory)
    for _ in 0..<3 { yardstick.multiply(for: .microseconds(100), by: crew) }
    yardstick.copyRepeatedly()
    #expect(yardstick.times.product > 0)
    #expect(yardstick.times.copy > 0)
  }

  /// c += aᵀ·b by loops; all sums are exact.
  @Test func theProductIsOne() throws {
    let side = Int(PHIBENCH_YARDSTICK_SIZE)
    let memory = Memory()
    let all = try Buffer<Float>(3 * side * side, from: memory, for: .inputs)
    all.vector.fill { Float($0 % 7 - 3) }
    let factors = all.vector.copied()
    let (a, b) = (factors.prefix(side * side), factors.dropFirst(side * side))
    let expected = (0..<side * side).map { place in
      (0..<side).reduce(factors[2 * side * side + place]) { sum, term in
        let row = b.startIndex + term * side
        return sum + a[term * side + place / side] * b[row + place % side]
      }
    }
    all.vector.withUnsafeElements { all in
      phibench_yardstick_product(all, all + side * side, all + 2 * side * side)
    }
    #expect(Array(all.vector.copied().suffix(side * side)) == expected)
  }

  @Test func theCopyIsWhole() throws {
    let memory = Memory()
    let bytes = try Buffer<UInt8>(2 * 4096, from: memory, for: .inputs)
    bytes.vector.fill { $0 < 4096 ? UInt8($0 % 251) : 255 }
    bytes.vector.withUnsafeElements { bytes in
      phibench_yardstick_flush(bytes, 2 * 4096)
      phibench_yardstick_copy(bytes + 4096, bytes, 4096)
    }
    let copied = bytes.vector.copied()
    #expect(Array(copied.suffix(4096)) == Array(copied.prefix(4096)))
    #expect(copied[250] == 250)
  }
}
