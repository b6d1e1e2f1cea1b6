/// Z as ∂ξ/∂W reads it: some rows of some images, in groups of a few register tiles'
/// channels, [group][image][row][column][channel].
///
/// A pixel's group is read for each tap that meets it, and by each panel of output channels; where Z
/// lies, its lines would fall into few sets of the caches. With a single tap, packing would take longer
/// than that does: Z is read where it lies.
///
/// | layer                      | rows and columns                    | groups                     |
/// |----------------------------|-------------------------------------|----------------------------|
/// | h = 1                      | all, where they lie                 | one                        |
/// | few channels (d < 8), padding below h | all, with the padding left and right | one, so that a filter row is one run |
/// | else                       | all                                 | of 12 channels             |
struct PackedInput {
  /// Channels of a full group.
  static let groupWidth = 12

  /// How a layer is packed.
  enum Form {
    case inPlace
    case padded
    case plain
  }

  /// Some neighbouring places along an axis.
  struct Places {
    /// The first place of Z; negative inside the padding.
    var first: Int
    /// How many.
    var count: Int
  }

  let geometry: ConvolutionGeometry
  let form: Form

  init(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    if geometry.h == 1 {
      form = .inPlace
    } else if geometry.d < 8 && geometry.padding < geometry.h {
      form = .padded
    } else {
      form = .plain
    }
  }

  /// Channels of a group but the last.
  var groupWidth: Int { form == .plain ? min(geometry.d, Self.groupWidth) : geometry.d }

  /// Groups of channels.
  var groups: Int { (geometry.d + groupWidth - 1) / groupWidth }

  /// Neighbouring elements that one tap reads: a filter row where all of it lies side by side.
  var run: Int { form == .padded ? geometry.h * geometry.d : geometry.d }

  /// Filter columns that are taps of their own.
  var tapColumns: Int { form == .padded ? 1 : geometry.h }

  /// The columns that are packed, or lie there.
  var columns: Places {
    form == .padded
      ? Places(first: -geometry.padding, count: geometry.b + 2 * geometry.padding)
      : Places(first: 0, count: geometry.b)
  }

  /// The rows that are packed for some rows of Δ, or lie there.
  func rows(for positions: Range<Int>) -> Places {
    let rows = form == .inPlace ? 0..<geometry.a : rowsMet(by: positions)
    return Places(first: rows.lowerBound, count: rows.count)
  }

  /// The rows of Z from the first to the last that some rows of Δ meet.
  func rowsMet(by positions: Range<Int>) -> Range<Int> {
    guard let first = positions.first, let last = positions.last else { return 0..<0 }
    let lower = min(geometry.a, max(0, first * geometry.stride - geometry.padding))
    let upper = min(geometry.a, last * geometry.stride - geometry.padding + geometry.h)
    return lower..<max(lower, upper)
  }

  /// Elements that some images need at the most, cut into blocks of so many rows of Δ.
  func count(images: Int, rows: Int) -> Int {
    if form == .inPlace { return images * rows * geometry.bConv * geometry.d }
    let mostRows = min(geometry.a, (rows - 1) * geometry.stride + geometry.h)
    return images * mostRows * columns.count * geometry.d
  }
}
