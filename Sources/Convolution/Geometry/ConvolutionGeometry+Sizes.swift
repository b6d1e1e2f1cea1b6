extension ConvolutionGeometry {
  /// K = h·h·d: rows of φ(pad(Z)), taps of one filter.
  package var phiRows: Int { h * h * d }

  /// a_conv·b_conv: columns of φ(pad(Z)) that one image has.
  package var columnsPerImage: Int { aConv * bConv }

  /// N = l·a_conv·b_conv: columns of φ(pad(Z)).
  package var phiColumns: Int { l * columnsPerImage }

  /// a_out = ⌊a_conv/pool⌋: height of the layer's output.
  package var aOut: Int { aConv / pool }

  /// b_out = ⌊b_conv/pool⌋: width of the layer's output.
  package var bOut: Int { bConv / pool }

  /// a·b: columns of Z that one image has.
  package var pixelsPerImage: Int { a * b }

  /// a_out·b_out: columns of the output that one image has.
  package var outputsPerImage: Int { aOut * bOut }

  /// Elements of Z.
  package var inputCount: Int { d * pixelsPerImage * l }

  /// Elements of W, and of ∂ξ/∂W.
  package var weightCount: Int { dOut * phiRows }

  /// Elements of φ(pad(Z)).
  package var phiCount: Int { phiRows * phiColumns }

  /// Elements of S.
  package var convolvedCount: Int { dOut * phiColumns }

  /// Elements of the layer's output.
  package var outputCount: Int { dOut * outputsPerImage * l }

  /// Whether the layer pools at all.
  package var hasPooling: Bool { pool > 1 }

  /// Whether φ(pad(Z)) is Z itself, so that neither P_φ nor P_pad has anything to do:
  /// 1 × 1 filters at stride 1 without padding.
  package var phiIsInput: Bool { h == 1 && stride == 1 && padding == 0 }

  /// The taps of all columns that fall inside the image, not into its padding:
  /// the ones of P_φ P_pad, as many as `col2im` adds.
  ///
  /// Rows and columns are independent, so the count is d·l·(Σ over filter rows)·(Σ over filter
  /// columns) of the positions that put the tap inside.
  package var tapsInside: Int {
    func positionsInside(_ size: Int, _ convolved: Int) -> Int {
      (0..<h).reduce(0) { $0 + positions(meeting: $1, size: size, convolved: convolved).count }
    }
    return d * l * positionsInside(a, aConv) * positionsInside(b, bConv)
  }

  /// The positions of the convolution that have a tap inside an axis of Z.
  func positions(meeting tap: Int, size: Int, convolved: Int) -> Range<Int> {
    // 0 ≤ position·stride + tap − padding < size, for positions 0 ..< convolved.
    let first = min(convolved, max(0, (padding - tap + stride - 1) / stride))
    let end = min(convolved, max(0, (size - 1 + padding - tap + stride) / stride))
    return first..<max(first, end)
  }
}
