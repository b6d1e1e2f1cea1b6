/// What a buffer is there for.
package enum MemoryPurpose: Int, CaseIterable, Hashable, Sendable, Codable {
  /// φ(pad(Z)) kept from the forward to the backward pass.
  case phi
  /// Scratch of the workers: columns of φ or V, S before and Δ after pooling.
  case workspace
  /// The layer's output, and the choices that make P_pool.
  case activations
  /// Δ, ∂ξ/∂W and ∂ξ/∂b, the workers' shares of them included.
  case gradients
  /// W and b, and an optimiser's velocity of them.
  case weights
  /// Z and the Δ from above, where they are given to a layer from outside.
  case inputs
}

/// Bytes by purpose.
package struct MemoryUse: Hashable, Sendable, Codable {
  // In place, since an allocation copies it: an array would be another allocation.
  private var bytes = SIMD8<Int>()

  /// Nothing at all.
  package init() {}

  /// The bytes of one purpose.
  package subscript(purpose: MemoryPurpose) -> Int {
    get { bytes[purpose.rawValue] }
    set { bytes[purpose.rawValue] = newValue }
  }

  /// The purpose's bytes, and all others' none.
  package init(_ purpose: MemoryPurpose, bytes: Int) {
    self[purpose] = bytes
  }

  /// The bytes of all purposes together.
  package var total: Int { bytes.wrappedSum() }

  /// The sum, purpose by purpose.
  package static func + (left: MemoryUse, right: MemoryUse) -> MemoryUse {
    var sum = left
    sum.bytes &+= right.bytes
    return sum
  }

  /// The difference, purpose by purpose.
  package static func - (left: MemoryUse, right: MemoryUse) -> MemoryUse {
    var difference = left
    difference.bytes &-= right.bytes
    return difference
  }
}
