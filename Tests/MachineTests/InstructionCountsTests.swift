import Convolution
import TestFixtures
import Testing

@testable import Machine

struct InstructionCountsTests {
  /// A table in which every sort was executed as often as `count` says.
  private static func table(_ count: (InstructionCounts.Instruction) -> Int) -> String {
    var lines = ["owner,precision,width,kind,instructions"]
    for owner in InstructionCounts.Owner.allCases {
      for precision in Precision.allCases {
        for width in InstructionCounts.Width.allCases {
          for kind in InstructionCounts.Kind.allCases {
            let sort = InstructionCounts.Instruction(
              owner: owner, precision: precision, width: width, kind: kind)
            lines.append(
              "\(owner.rawValue),\(precision.rawValue),\(width.rawValue),\(kind.rawValue),\(count(sort))"
            )
          }
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func lanesAndFLOPsFollowFromWidthPrecisionAndKind() throws {
    let counts = try InstructionCounts(table: Self.table { $0.owner == .library ? 3 : 10 })
    func flops(_ precision: Precision, _ width: InstructionCounts.Width) -> Int {
      counts.flops { $0.owner == .library && $0.precision == precision && $0.width == width }
    }
    // A fused one is two, an added and a multiplied one are one each, a compared one is none: 4 · 3.
    #expect([.scalar, .bits128, .bits256].map { flops(.float, $0) } == [12, 48, 96])
    #expect([.scalar, .bits128, .bits256].map { flops(.double, $0) } == [12, 24, 48])
    #expect(counts.flops { $0.owner == .program } == 10 * 4 * (1 + 4 + 8 + 1 + 2 + 4))
    #expect(counts.flops() == 13 * 4 * 20)
    #expect(counts.flops { $0.kind == .fused } == 13 * 2 * 20)
    #expect(counts.flops { $0.kind == .compared } == 0)
    #expect(counts.lanes { $0.kind == .compared } == 13 * 20)
  }

  @Test func twoStepsLessOneAreAStep() throws {
    let one = try InstructionCounts(table: Self.table { $0.kind == .fused ? 5 : 7 })
    let two = try InstructionCounts(table: Self.table { $0.kind == .fused ? 9 : 7 })
    let step = try #require(two.beyond(one))
    #expect(step.flops() == 2 * 4 * 40)
    #expect(step.flops { $0.kind != .fused } == 0)
    #expect(one.beyond(two) == nil)
    #expect(CountedFLOPs(two).beyond(CountedFLOPs(one)) == CountedFLOPs(step))
    #expect(CountedFLOPs(byPerf: 5).beyond(CountedFLOPs(byPerf: 3))?.flops == 2)
    #expect(CountedFLOPs(byPerf: 3).beyond(CountedFLOPs(byPerf: 5)) == nil)
  }

  @Test(arguments: [
    ("", "the plugin in QEMU wrote no table"),
    ("owner,precision\n", "the plugin in QEMU wrote no table"),
    ("owner,precision,width,kind,instructions", "the plugin in QEMU wrote no table"),
    (
      "owner,precision,width,kind,instructions\nlibrary,float,128,fused,1\n",
      "the plugin in QEMU wrote 1 of 48 lines"
    ),
    (
      "owner,precision,width,kind,instructions\nlibrary,float,512,fused,1\n",
      "the plugin in QEMU wrote a line that is not understood: library,float,512,fused,1"
    ),
    (
      "owner,precision,width,kind,instructions\nlibrary,float,128,fused,-1\n",
      "the plugin in QEMU wrote a line that is not understood: library,float,128,fused,-1"
    ),
  ])
  func brokenTablesAreRefused(_ table: String, _ reason: String) {
    #expect(throws: CounterFailure.other(reason)) { try InstructionCounts(table: table) }
  }
}

struct InstructionCounterTests {
  @Test(arguments: [
    ("qemu: unknown option 'plugin'\n", "this qemu-x86_64 was built without plugins"),
    (
      "qemu-x86_64: Could not load plugin /p.so: /p.so: cannot open shared object file: "
        + "No such file or directory\n",
      "qemu-x86_64 cannot load /p.so (cannot open shared object file: No such file or directory); "
        + "make emulated builds it"
    ),
    (
      "qemu-x86_64: Could not load plugin /p.so: plugin requires API version 1, but this QEMU "
        + "supports only a minimum version of 2\n",
      "qemu-x86_64 cannot load /p.so (plugin requires API version 1, but this QEMU supports only a "
        + "minimum version of 2); make emulated builds it"
    ),
    (
      "qemu-x86_64: /proc/7/exe: Invalid ELF image for this architecture\n",
      "this phibench is no program for x86-64, the processor that qemu-x86_64 emulates"
    ),
    (
      "phibench: this build is for a processor with avx512f, which this one lacks; build it here\n",
      "this phibench is built for a processor that qemu-x86_64 does not emulate; make emulated "
        + "builds one that runs there"
    ),
    ("", "phibench failed under qemu-x86_64: no message"),
  ])
  func whatTheEmulatorSaysIsASentence(_ message: String, _ reason: String) {
    #expect(InstructionCounter(plugin: "/p.so").failure(of: message) == .other(reason))
  }

  @Test func withoutAnEmulatorTheReasonSaysWhatToInstall() async {
    let counter = InstructionCounter(emulator: "no-such-qemu", plugin: "/p.so")
    let availability = await counter.availability(arguments: [])
    #expect(!availability.isAvailable)
    #expect(
      availability.reason == "no-such-qemu is not installed (Debian: apt-get install qemu-user)")
  }

  /// The user's kernel stays where it runs; what phibench itself chose is nobody's wish.
  @Test(
    arguments: [
      ([:], "Haswell", nil),
      (["OPENBLAS_CORETYPE": "Prescott"], "Prescott", nil),
      (["OPENBLAS_CORETYPE": "zen"], "zen", nil),
      (["OPENBLAS_CORETYPE": "SkylakeX"], "Haswell", "SkylakeX"),
      (["OPENBLAS_CORETYPE": "ARMV8"], "Haswell", "ARMV8"),
      (["OPENBLAS_CORETYPE": "Excavator"], "Haswell", "Excavator"),
      (["OPENBLAS_CORETYPE": "Cooperlake", "PHIBENCH_BLAS_KERNEL": "Prescott"], "Haswell", nil),
    ] as [([String: String], String, String?)])
  func theKernelRunsOnTheEmulatedProcessor(
    _ environment: [String: String], _ name: String, _ overridden: String?
  ) {
    let kernel = EmulatedKernel(environment: environment)
    #expect(kernel.name == name)
    #expect(kernel.overridden == overridden)
  }
}
