import Foundation
import Testing

@testable import Convolution
@testable import Machine
@testable import Measurement

@Suite struct MachineTests {
  @Test(
    arguments: [
      (
        ["/etc/os-release": "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n"],
        "Debian GNU/Linux 12"
      ),
      (["/usr/lib/os-release": "PRETTY_NAME='Alpine Linux v3.20'\n"], "Alpine Linux v3.20"),
      (["/etc/os-release": "NAME=Void\n"], nil), ([:], nil),
    ] as [([String: String], String?)])
  func readsTheSystem(files: [String: String], name: String?) {
    #expect(Machine.operatingSystem(SystemFiles(files)) == name)
  }

  @Test func readsKernelAndLoad() {
    let files = SystemFiles([
      "/proc/sys/kernel/ostype": "Linux\n", "/proc/sys/kernel/osrelease": "6.1.0-37-amd64\n",
      "/proc/loadavg": "0.31 0.10 0.04 1/83 5833\n",
    ])
    #expect(Machine.kernel(files) == "Linux 6.1.0-37-amd64")
    #expect(Machine.load(files) == 0.31)
    #expect(Machine.kernel(SystemFiles([:])) == nil)
    #expect(Machine.load(SystemFiles([:])) == nil)
  }

  @Test func factsSurviveJSON() async throws {
    // No phibench answers here, so that OpenBLAS's own choice stays unknown where the user chose.
    var machine = try await Machine.facts(
      version: "1.2.3", checksProducts: true, asking: .init(executable: "/bin/false"))
    machine.rates = MachineRates(sgemmGFLOPs: 100, copyGBs: 10, copyBytes: 1 << 27)
    #expect(machine.version == "1.2.3")
    #expect(machine.swiftVersion.hasPrefix("6."))
    #expect(machine.blas.productsAreRight == true)
    #expect(machine.tilingL2Bytes == Strategies.l2Bytes)
    let data = try JSON.file(machine)
    #expect(data.last == UInt8(ascii: "\n"))
    #expect(try JSON.decode(Machine.self, from: data) == machine)
  }

  @Test func whatIsUnknownIsMissing() throws {
    let data = try JSONEncoder().encode(Processor())
    let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set(object.keys) == ["instructionSets", "caches"])
  }

  @Test(
    arguments: [
      (Caches(l1dBytes: 32768, l2Bytes: 1 << 20, l3Bytes: 32 << 20), 16 << 30, 128 << 20),
      (Caches(l1dBytes: 32768, l2Bytes: 1 << 20), 16 << 30, 64 << 20),
      (Caches(), nil, 256 << 20),
      (Caches(l3Bytes: 512 << 20), 8 << 30, 1 << 30),
    ] as [(Caches, Int?, Int)])
  func copiesMoreThanTheCaches(caches: Caches, availableBytes: Int?, bytes: Int) {
    let memory = MachineMemory(availableBytes: availableBytes)
    #expect(MachineRates.copyBytes(caches: caches, memory: memory) == bytes)
  }

  @Test func aCopyWithoutMemorySaysSo() {
    #expect(throws: OutOfMemory(bytes: 1 << 60, purpose: .inputs)) {
      try MachineRates.copyTime(bytes: 1 << 60)
    }
  }
}
