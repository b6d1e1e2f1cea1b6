import Convolution

/// Takes down what the allocator has live as a network's step goes on.
final class TimelineRecorder {
  private let memory: Memory
  private var entries: [MemoryTimeline.Entry] = []

  /// A recorder of moments from now on.
  init(_ memory: Memory) {
    self.memory = memory
    memory.restartPeak()
  }

  /// Takes a moment down that is over.
  func record(_ moment: NetworkMoment) {
    entries.append(.init(moment: moment, peak: memory.peak, after: memory.live))
    memory.restartPeak()
  }

  /// What was taken down.
  var timeline: MemoryTimeline { MemoryTimeline(entries: entries) }
}
