import Convolution

/// A value for everything that makes a point, before it is known whether they fit together.
package struct LayerTemplate: Hashable, Sendable {
  /// The layer's name; empty where it has none.
  package var name: String
  /// A value of each parameter.
  package var values: [Parameter: ParameterValue]
  /// Whether ∂ξ/∂vec(Z) is wanted.
  package var inputGradient: Bool
  /// The scalar type.
  package var precision: Precision
  /// What a step finds in the caches.
  package var cache: CacheState

  /// The point around which a sweep varies what it is told to: a middling layer that takes some
  /// milliseconds, with a ≠ b and d ≠ d_out so that nothing can be mixed up unnoticed.
  package static let standard = LayerTemplate(
    name: "",
    values: [
      .l: .number(8), .d: .number(32), .a: .number(28), .b: .number(32), .dOut: .number(64),
      .h: .number(3), .stride: .number(1), .padding: .same, .pool: .number(1),
      .threads: .number(1), .tileColumns: .number(0), .reuse: .number(1),
    ],
    inputGradient: true, precision: .float, cache: .hot)

  /// The point, its sizes validated.
  ///
  /// - Throws: ``PointError``.
  package func point() throws(PointError) -> Point {
    func number(_ parameter: Parameter) -> Int {
      if case .number(let value) = values[parameter] { value } else { 0 }
    }
    let padding: Int
    switch values[.padding] {
    case .same:
      // A filter that is no filter at all is the geometry's to refuse.
      guard let same = ConvolutionGeometry.samePadding(h: max(1, number(.h))) else {
        throw .samePaddingOfEvenFilter(h: number(.h))
      }
      padding = same
    case .number(let value): padding = value
    default: padding = 0
    }
    let threads = number(.threads)
    guard (1...Workload.largestThreads).contains(threads) else {
      throw .threads(threads)
    }
    let tileColumns = number(.tileColumns)
    guard (0...ConvolutionGeometry.largestSize).contains(tileColumns) else {
      throw .tileColumns(tileColumns)
    }
    let geometry: ConvolutionGeometry
    do throws(GeometryError) {
      geometry = try ConvolutionGeometry(
        l: number(.l), d: number(.d), a: number(.a), b: number(.b), dOut: number(.dOut),
        h: number(.h), stride: number(.stride), padding: padding, pool: number(.pool))
    } catch {
      throw .geometry(error)
    }
    let reuse = number(.reuse)
    guard (1...Workload.largestReuse(geometry)).contains(reuse) else {
      throw .reuse(reuse, limit: Workload.largestReuse(geometry))
    }
    return Point(
      layer: name,
      workload: Workload(
        geometry: geometry, inputGradient: inputGradient, precision: precision, threads: threads,
        tileColumns: tileColumns == 0 ? nil : tileColumns, reuse: reuse),
      cache: cache)
  }
}

/// Why values do not make a point.
package enum PointError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The layer's sizes do not do.
  case geometry(GeometryError)
  /// `same` has no whole number of zeros for this filter.
  case samePaddingOfEvenFilter(h: Int)
  /// There are too few or too many threads.
  case threads(Int)
  /// A tile cannot have so many columns.
  case tileColumns(Int)
  /// There are too few or too many backward passes per forward pass.
  case reuse(Int, limit: Int)

  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .geometry(let error): error.description
    case .samePaddingOfEvenFilter(let h):
      "padding 'same' needs an odd filter, but h is \(h)"
    case .threads(let value):
      "threads is \(value), but must be from 1 to \(Workload.largestThreads)"
    case .tileColumns(let value):
      "tile_columns is \(value), but must be from 0 to \(ConvolutionGeometry.largestSize)"
    case .reuse(let value, let limit):
      "reuse is \(value), but must be from 1 to \(limit)"
    }
  }
}
