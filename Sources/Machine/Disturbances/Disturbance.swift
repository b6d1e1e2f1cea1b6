import Foundation

/// Something that spoils a measurement, with what was seen of it.
package enum Disturbance: Codable, Hashable, Sendable {
  /// The frequency governor is not `performance`.
  case governor(String)
  /// The clock may rise above the nominal one, and fall again as the processor warms up.
  case turbo
  /// The control group gives fewer processors' worth of time than there are cores.
  case quota(processors: Double, cores: Int)
  /// Other processes computed meanwhile, as much as this number of processors.
  case loadByOthers(processors: Double)
  /// The hypervisor gave this fraction of the time that was wanted to other machines.
  case steal(fraction: Double)
  /// Fewer sessions than an interval needs.
  case fewSessions(count: Int, wanted: Int)
  /// The interval is wider than was asked for: half its width over the median.
  case wideSpread(relative: Double, wanted: Double)
  /// Resident memory grew from sample to sample.
  case growingHeap(bytes: Int, samples: Int)
  /// The strategies could not take turns, and each was timed by itself.
  case apart(reason: String)

  /// What lasts as long as nobody changes the machine's settings.
  package static func standing(_ processor: Processor) -> [Disturbance] {
    var disturbances: [Disturbance] = []
    if let governor = processor.governor, governor != "performance" {
      disturbances.append(.governor(governor))
    }
    if processor.turbo == true { disturbances.append(.turbo) }
    if let quota = processor.quota, let cores = processor.logicalCores, quota < Double(cores) {
      disturbances.append(.quota(processors: quota, cores: cores))
    }
    return disturbances
  }

  /// What is wrong, one sentence without a full stop.
  package var sentence: String {
    switch self {
    case .governor(let name):
      "the frequency governor is \(name)"
    case .turbo:
      "turbo is on: the clock follows temperature and load"
    case .quota(let processors, let cores):
      "the control group gives \(processors.text(2)) processors' time to \(cores) cores"
    case .loadByOthers(let processors):
      "other processes kept \(processors.text(1)) processors busy meanwhile"
    case .steal(let fraction):
      "the hypervisor took away \((100 * fraction).text(1)) % of the processor time"
    case .fewSessions(let count, let wanted):
      "there are \(count) sessions where \(wanted) are wanted"
    case .wideSpread(let relative, let wanted):
      "the interval is ± \((100 * relative).text(1)) % where ± \((100 * wanted).text(1)) % is wanted"
    case .growingHeap(let bytes, let samples):
      "memory grew by \((Double(bytes) / 1_048_576).text(1)) MiB over \(samples) samples"
    case .apart(let reason):
      "the strategies were timed one after the other, since they could not take turns: \(reason)"
    }
  }

  /// What to do about it, one sentence without a full stop.
  package var advice: String {
    switch self {
    case .governor:
      "choose the governor performance (cpupower frequency-set --governor performance)"
    case .turbo:
      "turn it off (write 1 to /sys/devices/system/cpu/intel_pstate/no_turbo, or 0 to "
        + "/sys/devices/system/cpu/cpufreq/boost), or trust ratios alone"
    case .quota:
      "ask for whole processors, or use no more threads than the quota"
    case .loadByOthers:
      "stop what else runs, or measure when the machine is idle"
    case .steal:
      "measure on a machine of its own, or trust ratios alone"
    case .fewSessions:
      "allow more sessions"
    case .wideSpread:
      "allow more time for each point, on a quieter machine"
    case .growingHeap:
      "the later samples may pay for page faults or swapping; please report it"
    case .apart:
      "trust no ratio of theirs that is near to 1: the machine drifts from one to the next"
    }
  }
}

extension Disturbance: CustomStringConvertible {
  /// What is wrong and what to do about it.
  package var description: String { "\(sentence); \(advice)" }
}

extension Double {
  /// The number with so many digits after the point, whatever the locale.
  func text(_ digits: Int) -> String {
    formatted(
      .number.precision(.fractionLength(digits)).grouping(.never)
        .locale(Locale(identifier: "en_US_POSIX")))
  }
}
