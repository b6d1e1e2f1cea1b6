import Convolution

/// The live bytes of a network's step, moment by moment: by formula, or as the allocator had them.
///
/// With o, s, w, w' and g for a layer's output, what it saves (φ kept and P_pool), its scratch in
/// forward and backward, and its gradients (the Δ for the layer below, ∂ξ/∂W, ∂ξ/∂b), and B for
/// what is there throughout (parameters, velocities, images), layer m of a network that goes
/// backwards once has
///
///     forward:   B + Σ_{j<m} (o_j + s_j) + s_m + o_m + w_m
///     backward:  B + Σ_{j<m} (o_j + s_j) + s_m + o_m + g_m + w'_m
///
/// where o_m is Z' in forward and, as large, the Δ from above in backward: by then Z' is given back.
/// So every peak is that of the layer by itself, ``Convolution/MemoryFormula/peakBytes``, upon what
/// the layers below keep. In every backward pass but the last all outputs and all that was saved
/// stay, and the Δ from above of all but the last layer comes on top.
package struct MemoryTimeline: Hashable, Sendable, Codable {
  package struct Entry: Hashable, Sendable, Codable {
    package let moment: NetworkMoment
    /// The most that is live during the moment.
    package let peak: MemoryUse
    /// What is live when it is over.
    package let after: MemoryUse
  }

  /// The moments in their order.
  package let entries: [Entry]

  /// The most bytes that are live at once.
  package var peakBytes: Int { entries.map(\.peak.total).max() ?? 0 }
}
