import Convolution
import Foundation

/// Brings phibench onto a kernel that uses the processor's instruction sets.
package enum BLASKernelRestart {
  /// Goes on where OpenBLAS's choice will do, or where it is to stay `asFound`; else replaces this process by
  /// one with a better, and says so, in one sentence for the user without a full stop.
  ///
  /// A candidate is tried in a child process first, which checks its products against
  /// ``ProductOracle``; so a kernel that multiplies wrong, or that the processor cannot run, is
  /// never restarted into, and one restart is always enough. Nothing may have been measured, read
  /// from standard input or written yet.
  package static func settle(asFound: Bool, say: (String) -> Void) async {
    let found = OpenBLAS.kernel
    let processor = Processor.ofThisMachine()
    let candidates = BLASKernelDecision.candidates(
      insteadOf: found, processor: processor, environment: ProcessInfo.processInfo.environment)
    if candidates.isEmpty { return }
    // Children go the same way, and need not try it again.
    unsafe setenv(BLASKernel.guardVariable, found, 1)
    if asFound { return }
    let fallback =
      "OpenBLAS fell back to its kernel \(found), which uses little of this processor's "
      + (VectorLevel(processor)?.name ?? "instruction sets")
    for candidate in candidates {
      guard let answer = await BLASKernelQuestion().ask(for: candidate),
        BLASKernel.areSame(answer.kernel, candidate), answer.productsAreRight == true
      else { continue }
      say("\(fallback); restarting with \(answer.kernel), whose products were checked")
      let reason = ThisProcess.restart(changing: [
        BLASKernel.variable: answer.kernel, BLASKernel.guardVariable: found,
      ])
      say("the restart failed (\(reason)); going on with \(found)")
      return
    }
    say(
      "\(fallback), and has none of \(candidates.joined(separator: ", ")) or none that multiplies "
        + "right; going on with \(found)")
  }
}
