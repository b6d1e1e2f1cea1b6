/// One operation on some columns or images, with its operands checked when it was made.
///
/// A kernel reports the trips of its own loops to a ``Tally``. In a timed pass that is a
/// ``NoTally``, whose calls compile to nothing.
package protocol Kernel {
  /// Does the work once and reports it to `tally`.
  func execute<T: Tally>(_ tally: inout T)
}

extension Kernel {
  /// Does the work once without counting.
  package func executeUncounted() {
    var none = NoTally()
    execute(&none)
  }
}

/// Somebody who is told what a kernel's loops did.
package protocol Tally {
  /// `count` floating-point operations were executed; a multiply-add is two.
  mutating func flops(_ count: Int)
  /// OpenBLAS was called for products of `count` FLOPs.
  mutating func callFLOPs(_ count: Int)
  /// `count` elements were moved, as the table of operations means it.
  mutating func elements(_ count: Int)
}

/// Counts nothing, at no cost.
package struct NoTally: Tally {
  /// Nothing.
  package init() {}
  /// Does nothing.
  @inline(always) package mutating func flops(_ count: Int) {}
  /// Does nothing.
  @inline(always) package mutating func callFLOPs(_ count: Int) {}
  /// Does nothing.
  @inline(always) package mutating func elements(_ count: Int) {}
}

/// What the loops of one or more kernels did.
package struct TripTally: Tally, Hashable, Sendable {
  /// Floating-point operations executed.
  package private(set) var flops = 0
  /// Of ``flops``, those of the calls of OpenBLAS.
  package private(set) var callFLOPs = 0
  /// Elements moved.
  package private(set) var elements = 0

  /// Nothing yet.
  package init() {}

  /// Adds to ``flops``.
  package mutating func flops(_ count: Int) { flops += count }
  /// Adds to ``flops`` and ``callFLOPs``.
  package mutating func callFLOPs(_ count: Int) {
    flops += count
    callFLOPs += count
  }
  /// Adds to ``elements``.
  package mutating func elements(_ count: Int) { elements += count }

  /// The sum of two counts.
  package static func + (left: TripTally, right: TripTally) -> TripTally {
    var sum = left
    sum.flops += right.flops
    sum.callFLOPs += right.callFLOPs
    sum.elements += right.elements
    return sum
  }
}
