import COpenBLAS

/// The OpenBLAS that was loaded.
package enum OpenBLAS {
  /// Its kernel, such as "SkylakeX": chosen for the processor, or by OPENBLAS_CORETYPE, when the
  /// library was loaded.
  package static var kernel: String { unsafe String(cString: openblas_get_corename()) }

  /// Its version and how it was built, in its own words.
  package static var configuration: String {
    unsafe String(cString: openblas_get_config()).trimmingSuffix(while: \.isWhitespace)
  }

  /// Whether a configuration is of a library that takes one caller at a time: its calls share their
  /// buffers.
  package static func isSingleThreaded(_ configuration: String = configuration) -> Bool {
    configuration.split(separator: " ").contains("SINGLE_THREADED")
  }

  /// Whether small products are multiplied where they lie, without a copy of their factors.
  ///
  /// OpenBLAS has such kernels since 0.3.17, for processors with AVX-512 only.
  static let multipliesSmallProductsInPlace =
    ["SkylakeX", "Cooperlake", "SapphireRapids"].contains(kernel)
    && hasSmallProducts(configuration)

  /// Whether a configuration, "OpenBLAS 0.3.21 …", is of 0.3.17 or later.
  static func hasSmallProducts(_ configuration: String) -> Bool {
    let version = configuration.split(separator: " ").dropFirst().first ?? ""
    let numbers = version.split(separator: ".").map { Int($0.prefix(while: \.isNumber)) ?? 0 }
    return !numbers.lexicographicallyPrecedes([0, 3, 17])
  }

  /// Lets a product use the calling thread alone; workers call it side by side.
  package static func useOneThread() {
    openblas_set_num_threads(1)
  }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> String {
    String(self[..<(lastIndex { !condition($0) }.map(index(after:)) ?? startIndex)])
  }
}
