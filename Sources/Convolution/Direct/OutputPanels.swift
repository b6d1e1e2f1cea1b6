/// Channels of a target in panels that fill a register tile's lanes, for vectors of one width.
///
/// All panels but the last are as wide as the tile; the last has the vectors that it needs. Whatever
/// the width, panels take no more than ``DirectBlocks/padded(_:scalarBytes:)`` channels.
struct OutputPanels<T: Scalar> {
  /// One panel.
  struct Panel {
    /// The first channel.
    let first: Int
    /// Channels that are there.
    let lanes: Int
    /// Vectors that hold them; the last may have lanes to spare.
    let vectors: Int

    /// Lanes, the spare ones included.
    var width: Int { vectors * LaneRow<T>.width }
  }

  /// Channels.
  let channels: Int

  /// Channels of a full panel.
  static var fullWidth: Int { RegisterTile.vectors * LaneRow<T>.width }

  /// How many panels.
  var count: Int { (channels + Self.fullWidth - 1) / Self.fullWidth }

  /// A panel by its number.
  subscript(index: Int) -> Panel {
    let first = index * Self.fullWidth
    let lanes = min(Self.fullWidth, channels - first)
    return Panel(
      first: first, lanes: lanes,
      vectors: (lanes + LaneRow<T>.width - 1) / LaneRow<T>.width)
  }
}
