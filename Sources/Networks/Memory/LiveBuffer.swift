import Convolution

/// One buffer, or some of one kind, that is live at a moment of a network's step.
package struct LiveBuffer: Hashable, Sendable {
  package enum Content: String, CaseIterable, Hashable, Sendable, Codable {
    /// W and b of all layers.
    case parameters
    /// Their velocities.
    case velocities
    /// Z of the first layer.
    case images
    /// A layer's Z'.
    case output
    /// A layer's choices that make P_pool.
    case choices
    /// A layer's φ(pad(Z)), kept.
    case phi
    /// Scratch of a layer's forward pass.
    case forwardWorkspace = "forward_workspace"
    /// Scratch of a layer's backward pass.
    case backwardWorkspace = "backward_workspace"
    /// The Δ that a layer hands to the layer below: as large as its Z.
    case delta
    /// A layer's ∂ξ/∂W and ∂ξ/∂b, the workers' shares included.
    case parameterGradients = "parameter_gradients"

    /// What the allocator knows it as.
    package var purpose: MemoryPurpose {
      switch self {
      case .parameters, .velocities: .weights
      case .images: .inputs
      case .output, .choices: .activations
      case .phi: .phi
      case .forwardWorkspace, .backwardWorkspace: .workspace
      case .delta, .parameterGradients: .gradients
      }
    }

    /// The content in words, after a layer's name.
    package var name: String {
      switch self {
      case .parameters: "W and b"
      case .velocities: "velocities"
      case .images: "images"
      case .output: "Z'"
      case .choices: "P_pool"
      case .phi: "φ"
      case .forwardWorkspace, .backwardWorkspace: "workspace"
      case .delta: "Δ for the layer below"
      case .parameterGradients: "∂ξ/∂W and ∂ξ/∂b"
      }
    }
  }

  /// The layer that made it; `nil` for what belongs to the whole network.
  package let layer: Int?
  package let content: Content
  package let bytes: Int

  /// The buffer in words.
  package func name(in network: Network) -> String {
    layer.map { "\(network.layers[$0].name)'s \(content.name)" } ?? content.name
  }
}
