import Foundation
import Glibc

/// What the system lets this process have: tried before anything needs it, since OpenBLAS, Dispatch and
/// Swift's concurrency wait for ever where a thread or a descriptor cannot be had.
package enum SystemLimits {
  /// Files that may be open at once, as far as the system lets a process raise that by itself.
  package static func raiseDescriptorLimit() {
    var limit = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard unsafe getrlimit(kind, &limit) == 0, limit.rlim_cur < mostDescriptors else { return }
    limit.rlim_cur = min(limit.rlim_max, mostDescriptors)
    unsafe setrlimit(kind, &limit)
  }

  /// What is needed beside the threads that compute.
  package struct Needs: Sendable {
    let descriptors: Int
    let threads: Int

    /// A process that starts others: pipes to them, their output, files, and what Dispatch watches them
    /// by; Dispatch's threads, those that wait for a child, and the child's.
    package static let parent = Needs(descriptors: 48, threads: 12)
    /// One that was started for a task: what it reads, and the thread that holds on to its parent.
    package static let child = Needs(descriptors: 8, threads: 3)
  }

  /// Refuses where the system lets this process have less than so many threads that compute, and what else is
  /// started and opened, take; it names what limits it.
  package static func require(threads: Int, _ needs: Needs = .parent) throws(Refusal) {
    let number = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self")
    guard number == String(getpid()) else {
      throw Refusal(
        .insufficient,
        "/proc does not know this process by its number \(getpid()), and Swift's Dispatch ends a program that "
          + "it finds no threads of there: mount the /proc of this container (mount -t proc proc /proc)"
      )
    }
    let (opened, wanted) = (openable(needs.descriptors), needs.descriptors)
    guard opened == wanted else {
      throw Refusal(
        .insufficient,
        "the system lets this process open \(opened) more files, but it needs \(wanted): raise the limit "
          + "(ulimit -n)")
    }
    let all = threads + needs.threads
    let started = startable(all)
    guard started == all else {
      throw Refusal(
        .insufficient,
        "the system lets this process start \(started) more threads, but \(threads) that compute need "
          + "\(all): raise the limit (ulimit -u, ulimit -v, a control group's pids.max), or use fewer "
          + "(--threads)")
    }
    let bytes = threads * Int(ChildLimits.bytesOfThread)
    guard isMappable(bytes) else {
      throw Refusal(
        .insufficient,
        "the system lets this process map no \(bytes >> 20) MiB of address space more, which OpenBLAS and "
          + "\(threads == 1 ? "its thread" : "\(threads) threads") reserve: raise the limit (ulimit -v), or "
          + "use fewer threads (--threads)")
    }
  }

  /// More than anything here opens.
  private static let mostDescriptors: rlim_t = 1024

  /// How many of so many descriptors can be had at once.
  private static func openable(_ count: Int) -> Int {
    let found = (0..<count).lazy.map { _ in unsafe open("/", O_RDONLY | O_CLOEXEC) }
      .prefix { $0 >= 0 }.map(\.self)
    found.forEach { close($0) }
    return found.count
  }

  /// How many of so many threads can be had at once.
  private static func startable(_ count: Int) -> Int {
    var gate = pthread_rwlock_t()
    unsafe pthread_rwlock_init(&gate, nil)
    unsafe pthread_rwlock_wrlock(&gate)
    var threads: [pthread_t] = []
    unsafe withUnsafeMutablePointer(to: &gate) { gate in
      for _ in 0..<count {
        var thread = pthread_t()
        let status = unsafe pthread_create(
          &thread, nil,
          { gate in
            // Until all are there.
            guard let gate = unsafe gate?.assumingMemoryBound(to: pthread_rwlock_t.self) else {
              return nil
            }
            unsafe pthread_rwlock_rdlock(gate)
            unsafe pthread_rwlock_unlock(gate)
            return nil
          }, gate)
        guard status == 0 else { break }
        threads.append(thread)
      }
      unsafe pthread_rwlock_unlock(gate)
      for thread in threads { pthread_join(thread, nil) }
      unsafe pthread_rwlock_destroy(gate)
    }
    return threads.count
  }

  private static func isMappable(_ bytes: Int) -> Bool {
    let block = unsafe mmap(
      nil, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard unsafe block != MAP_FAILED else { return false }
    unsafe munmap(block, bytes)
    return true
  }
}
