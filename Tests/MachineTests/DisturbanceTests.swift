import Convolution
import Synchronization
import Testing

@testable import Machine
@testable import Measurement

@Suite struct DisturbanceTests {
  /// Two processors; ticks of user, nice, system, idle, iowait, irq, softirq, steal and guests.
  private static func stat(_ ticks: String) -> String {
    """
    cpu  \(ticks) 0 0
    cpu0 1 0 0 1 0 0 0 0 0 0
    cpu1 1 0 0 1 0 0 0 0 0 0
    intr 201508 0 0
    ctxt 12
    """
  }

  private static func own(_ ticks: String) -> String {
    "4711 (phi ) (bench) R 5856 5856 4465 0 -1 4194304 102 0 0 0 \(ticks) 20 0 1 0 526447 1 2"
  }

  @Test func readsTicks() throws {
    let times = try #require(
      ProcessorTimes(stat: Self.stat("100 20 30 4000 50 6 7 80"), own: Self.own("11 12 13 14")))
    #expect(times.processors == 2)
    #expect(times.busy == 163)
    #expect(times.stolen == 80)
    #expect(times.total == 4293)
    #expect(times.own == 50)
  }

  @Test(arguments: [
    ("", "1 (x) R"), ("cpu  1 2 3\ncpu0 1 2 3\n", own("1 1 1 1")),
    (stat("1 1 1 1 1 1 1 1"), "no parentheses"), (stat("1 1 1 1 1 1 1 1"), "1 (x) R 2 3"),
    ("cpu  1 1 1 1 1 1 1 1 0 0\n", own("1 1 1 1")),
  ])
  func refusesOtherTexts(stat: String, own: String) {
    #expect(ProcessorTimes(stat: stat, own: own) == nil)
  }

  /// What is said of 10 s on two processors, 2000 ticks together.
  private static func disturbances(ticks: String, own ownTicks: String) throws -> [Disturbance] {
    let start = try #require(
      ProcessorTimes(stat: stat("1000 0 0 5000 0 0 0 100"), own: own("500 0 0 0")))
    let end = try #require(ProcessorTimes(stat: stat(ticks), own: own(ownTicks)))
    return end.disturbances(since: start)
  }

  @Test func ownWorkIsNoDisturbance() throws {
    // One processor busy with us, of which 100 ticks are for a child; a daemon's 50 beside.
    #expect(
      try Self.disturbances(ticks: "2050 0 0 5950 0 0 0 100", own: "1300 100 100 0") == [])
  }

  @Test func noticesOthers() throws {
    #expect(
      try Self.disturbances(ticks: "2600 0 0 5400 0 0 0 100", own: "1500 0 0 0")
        == [.loadByOthers(processors: 0.6)])
  }

  @Test func noticesStolenTime() throws {
    #expect(
      try Self.disturbances(ticks: "1900 0 0 6000 0 0 0 200", own: "1400 0 0 0")
        == [.steal(fraction: 0.1)])
  }

  @Test func judgesNoMomentTooShort() throws {
    #expect(
      try Self.disturbances(ticks: "1090 0 0 5000 0 0 0 109", own: "500 0 0 0") == [])
  }

  @Test(
    arguments: [
      ([100, 100, 100, 100, 100, 100], nil),
      ([100, 110, 120, 130, 140, 150], 30 << 20),
      ([10, 100, 100, 100, 100, 100, 100], nil),
      ([100, 100, 100, 100, 100, 500], nil),
      ([100, 200, 300], nil),
      ([1000, 1000, 1000, 1009, 1009, 1009], nil),
      ([], nil),
    ] as [([Int], Int?)])
  func noticesAHeapThatGrows(mebibytes: [Int], growth: Int?) {
    #expect(DisturbanceMonitor.growth(mebibytes.map { $0 << 20 }) == growth)
  }

  @Test func standingSettings() {
    let bad = Processor(logicalCores: 4, quota: 1.5, governor: "powersave", turbo: true)
    #expect(
      Disturbance.standing(bad) == [
        .governor("powersave"), .turbo, .quota(processors: 1.5, cores: 4),
      ])
    let good = Processor(logicalCores: 4, quota: 4, governor: "performance", turbo: false)
    #expect(Disturbance.standing(good).isEmpty)
    #expect(Disturbance.standing(Processor()).isEmpty, "what is unknown is no disturbance")
  }

  @Test func everyDisturbanceSaysWhatToDo() {
    let all: [Disturbance] = [
      .governor("powersave"), .turbo, .quota(processors: 1.5, cores: 4),
      .loadByOthers(processors: 0.64), .steal(fraction: 0.123), .fewSessions(count: 3, wanted: 6),
      .wideSpread(relative: 0.0512, wanted: 0.03), .growingHeap(bytes: 3 << 20, samples: 12),
      .apart(reason: "no memory"),
    ]
    for disturbance in all {
      #expect(disturbance.description == "\(disturbance.sentence); \(disturbance.advice)")
      #expect(!disturbance.advice.isEmpty)
      #expect(!disturbance.advice.contains("(--"), "options are the command line's")
    }
    #expect(all[4].sentence == "the hypervisor took away 12.3 % of the processor time")
    #expect(all[6].sentence == "the interval is ± 5.1 % where ± 3.0 % is wanted")
    #expect(all[7].sentence == "memory grew by 3.0 MiB over 12 samples")
  }

  /// What a process keeps of its samples is no leak: it grows by that, and by more.
  @Test(arguments: [(0, nil), (2 << 20, 2 << 20)] as [(Int, Int?)])
  func recordsOfTheSamplesAreNoGrowth(leak: Int, growth: Int?) {
    let residentBytes = Mutex(100 << 20)
    let files = SystemFiles { path in
      path == "/proc/self/status" ? "VmRSS: \(residentBytes.withLock { $0 } >> 10) kB\n" : nil
    }
    var monitor = DisturbanceMonitor(files)
    var records = StepRecords()
    for sample in 0..<8192 {
      let before = records.bytes
      records.append(PerOperation(repeating: .zero))
      #expect(records.bytes > before)
      residentBytes.withLock { $0 += records.bytes - before + (sample == 4000 ? leak : 0) }
      if sample % 1024 == 0 { monitor.sample(apartFrom: records.bytes) }
    }
    #expect(records.bytes > 1 << 20)
    #expect(monitor.stop() == (growth.map { [.growingHeap(bytes: $0, samples: 8)] } ?? []))
  }

  @Test func watchesThisProcess() {
    var monitor = DisturbanceMonitor()
    for _ in 0..<6 { monitor.sample() }
    #expect(!monitor.stop().contains { if case .growingHeap = $0 { true } else { false } })
    #expect((ResidentMemory.bytes ?? 0) > 1 << 20)
  }
}
