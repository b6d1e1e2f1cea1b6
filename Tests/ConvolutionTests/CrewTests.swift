import Synchronization
import Testing

@testable import Convolution

@Suite struct CrewTests {
  /// More workers than the processor has cores: each must have begun before any of them ends.
  @Test(arguments: [1, 2, 9])
  func allWorkersWorkAtTheSameTime(_ threads: Int) throws {
    let geometry = try ConvolutionGeometry(l: 9, d: 1, a: 3, b: 4, dOut: 2, h: 2)
    let crew = Crew(Workload(geometry: geometry, threads: threads), memory: Memory())
    let began = Mutex<Set<Int>>([])
    crew.forEachWorker { worker in
      began.withLock { _ = $0.insert(worker.index) }
      while began.withLock({ $0.count }) < threads {}
    }
    #expect(began.withLock { $0 } == Set(0..<threads))
  }

  /// Where there are as many cores as workers; and the caller's thread has all of them afterwards.
  @Test func eachWorkerHasACoreOfItsOwn() throws {
    let all = Cores()
    let geometry = try ConvolutionGeometry(l: 9, d: 1, a: 3, b: 4, dOut: 2, h: 2)
    for threads in 2...9 {
      let crew = Crew(Workload(geometry: geometry, threads: threads), memory: Memory())
      let own = Mutex<[Cores]>([])
      crew.forEachWorker { _ in own.withLock { $0.append(Cores()) } }
      let found = own.withLock { $0 }
      #expect(found.count == threads)
      if threads <= all.count {
        #expect(found.allSatisfy { $0.count == 1 } && Set(found).count == threads)
      } else {
        #expect(Set(found) == [all])
      }
      #expect(Cores() == all)
    }
  }

  /// Two threads of each of three cores, as Linux numbers them in one way and in the other.
  @Test func coresComeBeforeTheirSecondThreads() {
    #expect(Cores.inTurns(Array(0..<6)) { "\($0 / 2)" } == [0, 2, 4, 1, 3, 5])
    #expect(Cores.inTurns(Array(0..<6)) { "\($0 % 3)" } == [0, 1, 2, 3, 4, 5])
    #expect(Cores.inTurns([3, 5, 7]) { _ in nil } == [3, 5, 7])
  }

  @Test func operationsAreNoMoreThanTheStepHoweverManyWorkers() throws {
    let geometry = try ConvolutionGeometry(l: 7, d: 3, a: 9, b: 8, dOut: 4, h: 3, padding: 1)
    let workload = Workload(geometry: geometry, threads: 7)
    let memory = Memory()
    let layer = try Layer<Float>(geometry, from: memory)
    let input = try Buffer<Float>(geometry.inputCount, from: memory, for: .inputs)
    let delta = try Buffer<Float>(geometry.outputCount, from: memory, for: .inputs)
    for vector in [layer.weight.vector, layer.bias.vector, input.vector, delta.vector] {
      vector.fill { Float($0 % 3) }
    }
    let crew = Crew(workload, memory: memory)
    for strategy in Strategies.all {
      let record = try crew.step(by: strategy, layer: layer, input: input, delta: delta)
      let sum = Operation.executed.map { record.times[$0] }.reduce(.zero, +)
      #expect(sum > .zero && sum <= record.times[.step], "\(strategy.name)")
    }
  }
}
