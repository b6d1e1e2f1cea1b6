/// What the next block of pixels reads, a cache line asked for in each step of this one's innermost
/// loops: memory delivers while the tiles multiply.
@safe
struct ReadAhead {
  /// Bytes that follow one another in memory.
  @safe
  struct Stretch {
    var first: UnsafeRawPointer
    var bytes: Int
  }

  /// Below it the processor's own prefetching keeps up.
  private static let leastPace = 4

  private var current: Stretch
  private var following: Stretch?
  /// From what one step asks for to what the next one does, in bytes.
  private let pace: Int

  /// A stretch, and another one after it, in about so many steps.
  init(_ first: Stretch, _ second: Stretch? = nil, steps: Int) {
    current = first
    following = second
    let bytes = first.bytes + (second?.bytes ?? 0)
    // A little faster than needed: where taps lie outside, there are fewer steps.
    let wanted = (bytes + bytes / 4) / max(1, steps)
    pace = wanted < Self.leastPace ? 0 : min(DirectBlocks.vectorBytes, wanted)
  }

  /// The address to begin with in some steps that follow, and the bytes from one to the next. 0 bytes
  /// where nothing is left to ask for.
  mutating func next(steps: Int) -> (first: UnsafeRawPointer, step: Int) {
    if current.bytes <= 0, let next = following {
      current = next
      following = nil
    }
    guard current.bytes > 0 else { return unsafe (current.first, 0) }
    defer {
      unsafe current.first += steps * pace
      current.bytes -= steps * pace
    }
    return unsafe (current.first, pace)
  }
}
