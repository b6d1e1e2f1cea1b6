import Foundation
import Testing

@testable import Machine

@Suite struct JSONTests {
  @Test(arguments: [
    ("timeS", "time_s"), ("sgemmGFLOPs", "sgemm_gflops"), ("copyGBs", "copy_gbs"),
    ("l1dBytes", "l1d_bytes"), ("tilingL2Bytes", "tiling_l2_bytes"), ("x", "x"),
  ])
  func keysAreInSnakeCase(name: String, key: String) {
    #expect(JSON.snakeCase(name) == key)
    #expect(JSON.camelCase(key) == name)
    #expect(JSON.camelCase(name) == name)
    #expect(JSON.snakeCase(key) == key)
  }

  /// Files of phibench 0.1.0 have keys in camelCase, and no schema.
  @Test func earlierFilesAreReadToo() throws {
    let rates = MachineRates(sgemmGFLOPs: 50, copyGBs: 13.5, copyBytes: 1 << 27)
    let file = try JSON.file(rates)
    #expect(
      String(decoding: file, as: UTF8.self) == """
        {
          "copy_bytes" : 134217728,
          "copy_gbs" : 13.5,
          "schema_version" : 1,
          "sgemm_gflops" : 50
        }

        """)
    #expect(try JSON.decode(MachineRates.self, from: file) == rates)
    #expect(try JSON.decode(MachineRates.self, from: JSONEncoder().encode(rates)) == rates)
  }
}
