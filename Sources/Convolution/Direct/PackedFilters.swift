/// W in the order in which a correlation reads it: panel of target channels, phase, filter row, the
/// row's taps with their source channels, and the panel's lanes.
///
/// `[target channels × taps·source channels]`, each element once; spare lanes are zero.
struct PackedFilters<T: Scalar> {
  /// The filter's rows in phases.
  let rows: TapAxis
  /// The filter's columns in phases.
  let columns: TapAxis
  /// Channels of the source.
  let sourceChannels: Int
  /// Channels of the target in panels.
  let panels: OutputPanels<T>
  /// Where they are.
  let values: Matrix<T>

  /// - Precondition: there is room for all panels.
  init(
    rows: TapAxis, columns: TapAxis, sourceChannels: Int, panels: OutputPanels<T>,
    in scratch: Matrix<T>
  ) {
    self.rows = rows
    self.columns = columns
    self.sourceChannels = sourceChannels
    self.panels = panels
    values = scratch
    let last = panels[panels.count - 1]
    precondition(
      scratch.count >= (last.first + last.width) * rows.allTaps * columns.allTaps * sourceChannels,
      "no room for the packed filters")
  }

  /// Elements between two panels' beginnings, a lane's worth.
  private var termsPerLane: Int { rows.allTaps * columns.allTaps * sourceChannels }

  /// Elements before a panel's taps of a phase of rows and one of columns.
  func offset(panel: OutputPanels<T>.Panel, _ rowPhase: Int, _ columnPhase: Int) -> Int {
    let taps =
      rows.tapsBefore(rowPhase) * columns.allTaps
      + rows.taps(rowPhase) * columns.tapsBefore(columnPhase)
    return panel.first * termsPerLane + taps * sourceChannels * panel.width
  }

  /// A worker's share of the panels.
  func share(of worker: Int, workers: Int) -> Range<Int> {
    (0..<panels.count).part(worker, of: workers)
  }

  /// Packs some panels of W, d_out × K, for the forward pass: a term's lanes are neighbours in W.
  @specialized(where T == Float)
  @specialized(where T == Double)
  func packPlain(_ weight: Matrix<T>, panels range: Range<Int>) {
    for panel in range.lazy.map({ panels[$0] }) {
      var target = unsafe values.base + offset(panel: panel, 0, 0)
      var source = unsafe weight.base + panel.first
      for _ in 0..<weight.columns {
        unsafe copy(panel, from: source, to: target)
        unsafe source += weight.rows
        unsafe target += panel.width
      }
    }
  }

  @inline(always)
  private func copy(
    _ panel: OutputPanels<T>.Panel, from source: UnsafePointer<T>,
    to target: UnsafeMutablePointer<T>
  ) {
    guard panel.lanes == panel.width else {
      return unsafe LaneRow<T>(count: panel.lanes).spread(
        source, into: target, vectors: panel.vectors)
    }
    for vector in 0..<panel.vectors {
      let first = vector &* LaneRow<T>.width
      unsafe UnsafeMutableRawPointer(target + first).storeBytes(
        of: UnsafeRawPointer(source + first).loadUnaligned(as: T.Lanes.self), as: T.Lanes.self)
    }
  }

  /// Packs some panels of W, d_out × K, turned round for the backward pass: the source's channels
  /// are W's rows, and a term's lanes are W's columns.
  @specialized(where T == Float)
  @specialized(where T == Double)
  func packTurned(_ weight: Matrix<T>, panels range: Range<Int>) {
    let (dOut, d, h) = (sourceChannels, panels.channels, columns.allTaps)
    for panel in range.lazy.map({ panels[$0] }) {
      for rowPhase in 0..<rows.phases {
        for columnPhase in 0..<columns.phases {
          var target = unsafe values.base + offset(panel: panel, rowPhase, columnPhase)
          for y in 0..<rows.taps(rowPhase) {
            let ky = rows.filterPlace(rowPhase, tap: y)
            for x in 0..<columns.taps(columnPhase) {
              let kx = columns.filterPlace(columnPhase, tap: x)
              let column = (ky * h + kx) * d + panel.first
              unsafe turn(
                weight.base + column * dOut, rows: dOut, panel: panel, into: target)
              unsafe target += dOut * panel.width
            }
          }
        }
      }
    }
  }

  private func turn(
    _ source: UnsafePointer<T>, rows: Int, panel: OutputPanels<T>.Panel,
    into target: UnsafeMutablePointer<T>
  ) {
    if panel.lanes == panel.width {
      unsafe transpose(
        source, leadingDimension: rows, rows: rows, columns: panel.lanes, into: target)
      return
    }
    for row in 0..<rows {
      for lane in 0..<panel.width {
        unsafe target[row * panel.width + lane] =
          lane < panel.lanes ? source[row + lane * rows] : .zero
      }
    }
  }
}
