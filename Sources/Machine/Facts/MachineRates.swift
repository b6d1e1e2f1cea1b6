import Convolution

/// How fast one thread computes and copies: the ends between which every operation lies.
package struct MachineRates: Codable, Hashable, Sendable {
  /// Billions of FLOPs per second of the fused multiply-add units in single precision, from registers,
  /// with vectors as wide as the build has them; `nil` in facts of phibench 0.1.0.
  package var fmaGFLOPs: Double?
  /// How many times as much all logical cores multiply and add at once as one does alone: two threads of one
  /// core do no more than one of them. `nil` for a single core, and in facts of phibench 0.1.0.
  package var coresTogether: Double?
  /// Billions of FLOPs per second of a single-precision product 1024 × 1024 · 1024 × 1024.
  package var sgemmGFLOPs: Double
  /// Billions of bytes per second, read plus written, of a copy in main memory: STREAM's way to
  /// count, which leaves out what the caches fetch of the target before it is overwritten.
  package var copyGBs: Double
  /// Size of the copy's source, and of its target, in bytes.
  package var copyBytes: Int

  /// What products are compared with: the rate of the multiply-add units, or else of SGEMM.
  package var peakGFLOPs: Double { fmaGFLOPs ?? sgemmGFLOPs }

  /// Measures all on the calling thread, in about two seconds; those of a product and a copy are of the
  /// median time. The copy is of four times the largest cache, as STREAM's rules want it, and of no more than an
  /// eighth of the memory that may be used.
  package static func measure(
    caches: Caches, memory: MachineMemory
  ) throws(OutOfMemory) -> MachineRates {
    let bytes = copyBytes(caches: caches, memory: memory)
    let product = try productTime()
    let copy = try copyTime(bytes: bytes)
    let alone = FMAPeak.measure()
    return MachineRates(
      fmaGFLOPs: alone, coresTogether: FMAPeak.measureTogether().map { $0.rate / alone },
      sgemmGFLOPs: 2 * Double(side * side * side) / product / 1e9,
      copyGBs: 2 * Double(bytes) / copy / 1e9, copyBytes: bytes)
  }

  /// What threads on all cores are worth, one sentence without a full stop; nothing where each is worth about
  /// one.
  func advice(cores: Int?) -> [String] {
    guard let cores, let coresTogether, coresTogether < Self.leastWorth * Double(cores) else {
      return []
    }
    return [
      "the \(cores) logical cores at once compute \(coresTogether.text(1)) times as much as one alone: some "
        + "seem to share a core, or other processes compute; measure with fewer threads, or on an idle "
        + "machine of whole cores"
    ]
  }

  /// Of a core, what each of several must be worth: two threads of one are worth half each.
  private static let leastWorth = 0.75
  private static let side = 1024
  /// What each of the two may take.
  private static let budget = Duration.seconds(1)

  /// The bytes to copy: four times the largest cache, or 256 MiB where none is known.
  static func copyBytes(caches: Caches, memory: MachineMemory) -> Int {
    let wanted = max(64 << 20, caches.largestBytes.map { 4 * $0 } ?? 256 << 20)
    return min(wanted, max(1 << 20, (memory.usableBytes ?? .max) / 8))
  }

  private static func productTime() throws(OutOfMemory) -> Double {
    OpenBLAS.useOneThread()
    let memory = Memory()
    let a = try Buffer<Float>(side * side, from: memory, for: .inputs)
    let b = try Buffer<Float>(side * side, from: memory, for: .inputs)
    let c = try Buffer<Float>(side * side, from: memory, for: .workspace)
    a.vector.fill { Float($0 % 31) / 16 - 1 }
    b.vector.fill { Float($0 % 37) / 16 - 1 }
    let product = MatrixProduct<Float>(
      .plain(a.matrix(rows: side, columns: side)), .plain(b.matrix(rows: side, columns: side)),
      into: c.matrix(rows: side, columns: side))
    return medianSeconds { product.executeUncounted() }
  }

  /// Seconds of one copy.
  static func copyTime(bytes: Int) throws(OutOfMemory) -> Double {
    let memory = Memory()
    let source = try Buffer<UInt8>(bytes, from: memory, for: .inputs)
    let target = try Buffer<UInt8>(bytes, from: memory, for: .workspace)
    // A page that was never written may be read from one page of zeros that stays in the cache.
    source.vector.fill { UInt8(truncatingIfNeeded: $0) }
    return medianSeconds { target.vector.copy(source.vector) }
  }

  /// The median time of a few executions, without the first, which warms up.
  private static func medianSeconds(_ body: () -> Void) -> Double {
    body()
    var times: [Duration] = []
    let clock = ContinuousClock()
    let start = clock.now
    repeat { times.append(clock.measure(body)) } while clock.now - start < budget || times.count < 3
    return times.sorted()[times.count / 2] / .seconds(1)
  }
}
