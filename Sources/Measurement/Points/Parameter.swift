/// A whole number that a sweep can vary, named as its column in the CSV.
package enum Parameter: String, CaseIterable, Hashable, Sendable, Codable {
  /// Images in the mini-batch.
  case l
  /// Channels of the input.
  case d
  /// Height of the input.
  case a
  /// Width of the input.
  case b
  /// Channels of the output.
  case dOut = "d_out"
  /// Height and width of the filter.
  case h
  /// Distance between neighbouring sub-images.
  case stride
  /// Zeros on each side of each channel.
  case padding
  /// Pooling window and its stride.
  case pool
  /// Workers that share the images out.
  case threads
  /// Columns of a tile of the strategy `tiled`; 0 lets it choose.
  case tileColumns = "tile_columns"
  /// R: backward passes per forward pass.
  case reuse
}

/// One value of a parameter.
package enum ParameterValue: Hashable, Sendable {
  /// A number.
  case number(Int)
  /// Padding only: (h − 1)/2, which keeps height and width at stride 1.
  case same
  /// Padding only: none.
  case valid

  /// The values that a text lists for a parameter; padding knows `same` and `valid` too.
  ///
  /// - Throws: ``ValueListError``.
  package static func list(
    _ text: String, of parameter: Parameter
  ) throws(ValueListError) -> [ParameterValue] {
    try ValueList.parse(text) { word throws(ValueListError) in
      switch (parameter, word) {
      case (.padding, "same"): [.same]
      case (.padding, "valid"): [.valid]
      default: try ValueList.numbers(word).map { .number($0) }
      }
    }
  }
}
