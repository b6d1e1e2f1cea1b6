/// One operation on some columns or images, with its operands checked when it was made.
///
/// A kernel reports the trips of its own loops to a ``Tally``. In a timed pass that is a
/// ``NoTally``, whose calls compile to nothing.
public protocol Kernel {
  /// Does the work once and reports it to `tally`.
  func execute<T: Tally>(_ tally: inout T)
}

extension Kernel {
  /// Does the work once without counting.
  public func executeUncounted() {
    var none = NoTally()
    execute(&none)
  }
}

/// Somebody who is told what a kernel's loops did.
public protocol Tally {
  /// `count` floating-point operations were executed; a multiply-add is two.
  mutating func flops(_ count: Int)
  /// `count` elements were moved, as the table of operations means it.
  mutating func elements(_ count: Int)
}

/// Counts nothing, at no cost.
public struct NoTally: Tally {
  /// Nothing.
  public init() {}
  /// Does nothing.
  @inline(always) public mutating func flops(_ count: Int) {}
  /// Does nothing.
  @inline(always) public mutating func elements(_ count: Int) {}
}

/// What the loops of one or more kernels did.
public struct TripTally: Tally, Hashable, Sendable {
  /// Floating-point operations executed.
  public private(set) var flops = 0
  /// Elements moved.
  public private(set) var elements = 0

  /// Nothing yet.
  public init() {}

  /// Adds to ``flops``.
  public mutating func flops(_ count: Int) { flops += count }
  /// Adds to ``elements``.
  public mutating func elements(_ count: Int) { elements += count }

  /// The sum of two counts.
  public static func + (left: TripTally, right: TripTally) -> TripTally {
    var sum = left
    sum.flops(right.flops)
    sum.elements(right.elements)
    return sum
  }
}
