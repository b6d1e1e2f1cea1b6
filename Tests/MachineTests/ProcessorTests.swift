import Testing

@testable import Machine
@testable import Measurement

@Suite struct ProcessorTests {
  /// A Xeon server without a hypervisor, two sockets, of which a batch system gave six processors.
  static let xeon = SystemFiles([
    "/proc/cpuinfo": """
    processor\t: 0
    vendor_id\t: GenuineIntel
    cpu family\t: 6
    model\t\t: 85
    model name\t: Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz
    cache size\t: 28160 KB
    flags\t\t: fpu sse sse2 ssse3 fma sse4_1 sse4_2 avx f16c avx2 avx512f avx512dq avx512cd avx512bw avx512vl

    processor\t: 1
    vendor_id\t: GenuineIntel
    """,
    "/proc/self/status": "Name:\tphibench\nCpus_allowed:\tff\nCpus_allowed_list:\t2-4,8,10-11\n",
    "/sys/devices/system/cpu/cpu2/cache/index0/level": "1\n",
    "/sys/devices/system/cpu/cpu2/cache/index0/type": "Data\n",
    "/sys/devices/system/cpu/cpu2/cache/index0/size": "32K\n",
    "/sys/devices/system/cpu/cpu2/cache/index1/level": "1\n",
    "/sys/devices/system/cpu/cpu2/cache/index1/type": "Instruction\n",
    "/sys/devices/system/cpu/cpu2/cache/index1/size": "64K\n",
    "/sys/devices/system/cpu/cpu2/cache/index2/level": "2\n",
    "/sys/devices/system/cpu/cpu2/cache/index2/type": "Unified\n",
    "/sys/devices/system/cpu/cpu2/cache/index2/size": "1024K\n",
    "/sys/devices/system/cpu/cpu2/cache/index3/level": "3\n",
    "/sys/devices/system/cpu/cpu2/cache/index3/type": "Unified\n",
    "/sys/devices/system/cpu/cpu2/cache/index3/size": "28160K\n",
    "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor": "ondemand\n",
    "/sys/devices/system/cpu/cpu2/cpufreq/scaling_governor": "powersave\n",
    "/sys/devices/system/cpu/cpu3/cpufreq/scaling_governor": "performance\n",
    "/sys/devices/system/cpu/intel_pstate/no_turbo": "0\n",
  ])

  @Test func readsAServer() {
    let processor = Processor.read(Self.xeon)
    #expect(processor.name == "Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz")
    #expect(processor.vendor == "GenuineIntel")
    #expect(
      processor.instructionSets == [
        "sse2", "ssse3", "sse4_1", "sse4_2", "avx", "f16c", "fma", "avx2",
        "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl",
      ])
    #expect(processor.logicalCores == 6)
    #expect(
      processor.caches == Caches(l1dBytes: 32768, l2Bytes: 1_048_576, l3Bytes: 28_835_840))
    #expect(processor.governor == "performance, powersave", "only of processors that may be used")
    #expect(processor.turbo == true)
    #expect(processor.virtualised == false)
    #expect(processor.quota == nil)
  }

  @Test func readsAVirtualMachineWithoutCpufreq() {
    let processor = Processor.read(
      SystemFiles([
        "/proc/cpuinfo": """
        vendor_id\t: AuthenticAMD
        model name\t: AMD EPYC 7B13
        flags\t\t: sse2 avx fma avx2 hypervisor
        """,
        "/sys/devices/system/cpu/cpufreq/boost": "0\n",
      ]))
    #expect(processor.vendor == "AuthenticAMD")
    #expect(processor.virtualised == true)
    #expect(processor.governor == nil)
    #expect(processor.turbo == false)
    #expect(processor.logicalCores == nil)
    #expect(processor.caches == Caches())
  }

  @Test func readsARM() {
    let processor = Processor.read(
      SystemFiles([
        "/proc/cpuinfo": """
        processor\t: 0
        BogoMIPS\t: 243.75
        Features\t: fp asimd evtstrm aes fphp asimdhp sve asimdfhm bf16
        CPU implementer\t: 0x41
        CPU architecture: 8
        CPU variant\t: 0x1
        CPU part\t: 0xd40
        """
      ]))
    #expect(processor.name == "ARM implementer 0x41, part 0xd40")
    #expect(processor.vendor == nil)
    #expect(processor.instructionSets == ["asimd", "asimdhp", "asimdfhm", "sve", "bf16"])
    #expect(processor.virtualised == nil, "no file tells")
  }

  @Test func inventsNothing() {
    #expect(Processor.read(SystemFiles([:])) == Processor())
  }

  @Test(
    arguments: [
      ("0", [0]), ("0-1", [0, 1]), ("0-2,5,7-8", [0, 1, 2, 5, 7, 8]), ("", nil), ("3-1", nil),
      ("1-2-3", nil), ("all", nil),
    ] as [(String, [Int]?)])
  func readsLists(list: String, members: [Int]?) {
    #expect(SystemFiles.members(ofList: list) == members)
  }

  @Test(
    arguments: [
      ("48K", 49152), ("2M", 2_097_152), ("1G", 1_073_741_824), ("512", 512), ("", nil), ("K", nil),
    ] as [(String, Int?)])
  func readsSizes(size: String, bytes: Int?) {
    #expect(Caches.bytes(ofSize: size) == bytes)
  }

  @Test func fillsWhatSysfsDoesNotTell() {
    let known = Caches(l1dBytes: 1, l2Bytes: nil, l3Bytes: 3)
    let other = Caches(l1dBytes: 7, l2Bytes: 8, l3Bytes: 9)
    #expect(known.filled(from: other) == Caches(l1dBytes: 1, l2Bytes: 8, l3Bytes: 3))
    #expect(Caches(l1dBytes: 4, l2Bytes: 6).largestBytes == 6)
    #expect(Caches().largestBytes == nil)
  }

  @Test func readsThisMachine() {
    let processor = Processor.ofThisMachine()
    #expect(processor.logicalCores ?? 0 >= 1)
    #expect(processor.caches.l1dBytes ?? 1024 >= 1024)
  }
}
