import Testing

@testable import Machine
@testable import Measurement

@Suite struct MachineMemoryTests {
  private static let meminfo = """
    MemTotal:       16384000 kB
    MemFree:         1000000 kB
    MemAvailable:   12000000 kB
    """

  private static func memory(_ files: [String: String]) -> MachineMemory {
    .read(SystemFiles(files.merging(["/proc/meminfo": meminfo]) { _, new in new }))
  }

  @Test func readsAMachineWithoutGroups() {
    let memory = Self.memory([:])
    #expect(memory.totalBytes == 16_384_000 * 1024)
    #expect(memory.availableBytes == 12_000_000 * 1024)
    #expect(memory.limitBytes == nil)
    #expect(memory.usableBytes == 12_000_000 * 1024)
  }

  @Test func readsVersion2AndItsAncestors() {
    let memory = Self.memory([
      "/proc/self/cgroup": "0::/system.slice/job.scope/step\n",
      "/sys/fs/cgroup/system.slice/job.scope/step/memory.max": "max\n",
      "/sys/fs/cgroup/system.slice/job.scope/memory.max": "4294967296\n",
      "/sys/fs/cgroup/system.slice/memory.max": "8589934592\n",
    ])
    #expect(memory.limitBytes == 4_294_967_296)
    #expect(memory.usableBytes == 4_294_967_296)
  }

  @Test func readsVersion1InsideAContainer() {
    // The path is the host's; the container sees its own group as the root.
    let memory = Self.memory([
      "/proc/self/cgroup": "9:memory:/docker/0123abcd\n3:cpu,cpuacct:/docker/0123abcd\n0::/\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "2147483648\n",
    ])
    #expect(memory.limitBytes == 2_147_483_648)
  }

  /// What the group uses already is not there to be asked for, but files that can be dropped are.
  @Test func whatAGroupUsesIsTakenFromItsLimit() {
    let version2 = Self.memory([
      "/proc/self/cgroup": "0::/job/step\n",
      "/sys/fs/cgroup/job/step/memory.max": "6000000000\n",
      "/sys/fs/cgroup/job/step/memory.current": "1000000000\n",
      "/sys/fs/cgroup/job/memory.max": "5000000000\n",
      "/sys/fs/cgroup/job/memory.current": "3000000000\n",
      "/sys/fs/cgroup/job/memory.stat": "anon 2000000000\ninactive_file 500000000\n",
    ])
    #expect(version2.limitBytes == 5_000_000_000)
    #expect(version2.usableBytes == 2_500_000_000)
    let version1 = Self.memory([
      "/proc/self/cgroup": "9:memory:/\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "2000000000\n",
      "/sys/fs/cgroup/memory/memory.usage_in_bytes": "1500000000\n",
      "/sys/fs/cgroup/memory/memory.stat": "inactive_file 7\ntotal_inactive_file 100000000\n",
    ])
    #expect(version1.usableBytes == 600_000_000)
  }

  @Test func version1WithoutLimitIsNone() {
    let memory = Self.memory([
      "/proc/self/cgroup": "4:memory:/\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
    ])
    #expect(memory.limitBytes == nil)
  }

  @Test func inventsNothing() {
    #expect(MachineMemory.read(SystemFiles([:])) == MachineMemory())
    #expect(MachineMemory().usableBytes == nil)
  }

  @Test(
    arguments: [
      (["/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/cpu.max": "150000 100000\n"], 1.5),
      (["/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/cpu.max": "max 100000\n"], nil),
      (
        [
          "/proc/self/cgroup": "3:cpuacct,cpu:/a\n",
          "/sys/fs/cgroup/cpu/a/cpu.cfs_quota_us": "50000\n",
          "/sys/fs/cgroup/cpu/a/cpu.cfs_period_us": "100000\n",
        ], 0.5
      ),
      (
        [
          "/proc/self/cgroup": "3:cpu:/\n", "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
          "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
        ], nil
      ),
    ] as [([String: String], Double?)])
  func readsQuotas(files: [String: String], quota: Double?) {
    #expect(Processor.read(SystemFiles(files)).quota == quota)
  }
}
