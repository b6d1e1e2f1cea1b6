import Convolution

/// Checks OpenBLAS's products against plain sums.
///
/// Whatever the order of summation, with fused multiply-adds or without, a product of k terms in
/// arithmetic with unit roundoff u satisfies
///
///     |ĉ − c| ≤ γ_n · (|C| + |A| |B|),  γ_n = n·u / (1 − n·u),  n = k + 2
///
/// (Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., §3.5; the two additional
/// roundings are the addition to C and the scaling by α.) The plain sum in double precision is off
/// by as much itself, with its own u, and is allowed for.
package enum ProductOracle {
  /// Whether all products of `ProductTrial` are right, in both precisions: 450 MFLOP, some
  /// hundredths of a second even by a kernel that is to be replaced.
  package static func productsAreRight() throws(OutOfMemory) -> Bool {
    OpenBLAS.useOneThread()
    for trial in ProductTrial.all {
      guard try trial.isRight(trial.product(Float.self)),
        try trial.isRight(trial.product(Double.self))
      else { return false }
    }
    return true
  }
}
