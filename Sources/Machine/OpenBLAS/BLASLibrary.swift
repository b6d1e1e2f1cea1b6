import Convolution

/// The OpenBLAS that multiplies.
package struct BLASLibrary: Codable, Hashable, Sendable {
  /// Its version, such as `0.3.21`.
  package var version: String?
  /// How it was built, in its own words.
  package var configuration: String
  package var kernel: BLASKernel
  /// What the user set OPENBLAS_CORETYPE to, whether or not OpenBLAS has such a kernel.
  package var askedKernel: String?
  /// Whether the kernel's products agree with ``ProductOracle``; `nil` where nobody asked.
  package var productsAreRight: Bool?

  /// The version in a configuration such as `OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …`.
  static func version(ofConfiguration configuration: String) -> String? {
    let words = configuration.split(separator: " ")
    guard words.count > 1, words[0] == "OpenBLAS", words[1].first?.isNumber == true
    else { return nil }
    return String(words[1])
  }

  /// Refuses so many threads that call it at once if OpenBLAS, as it was built, does not multiply right for
  /// them.
  package static func require(
    threads: Int, configuration: String = OpenBLAS.configuration
  ) throws(Refusal) {
    guard threads > 1, OpenBLAS.isSingleThreaded(configuration) else { return }
    throw Refusal(
      .insufficient,
      "\(threads) threads: this OpenBLAS is built for one thread (SINGLE_THREADED) and multiplies wrong "
        + "where several call it at once; install libopenblas0-pthread, or use one thread")
  }

  /// What a user should know about the kernel on this processor, one sentence each, without a
  /// full stop.
  package func advice(_ processor: Processor) -> [String] {
    var advice: [String] = []
    if productsAreRight == false {
      advice.append(
        "the products of kernel \(kernel.name) are wrong; set \(BLASKernel.variable) to another, "
          + "or install a newer OpenBLAS")
    }
    if OpenBLAS.isSingleThreaded(configuration) {
      advice.append(
        "this OpenBLAS is built for one thread (SINGLE_THREADED) and multiplies wrong where several "
          + "workers call it at once, so that more than one thread is refused; install "
          + "libopenblas0-pthread")
    }
    if let askedKernel, !BLASKernel.areSame(askedKernel, kernel.name) {
      var sentence =
        "\(BLASKernel.variable) is '\(askedKernel)', a kernel that this OpenBLAS does not have; it "
        + "chose \(kernel.name)"
      if let chosen = kernel.chosenByLibrary, !BLASKernel.areSame(chosen, kernel.name) {
        sentence += ", and without the variable it would choose \(chosen)"
      }
      advice.append(sentence)
    }
    if let used = VectorLevel(kernel: kernel.name), let offered = VectorLevel(processor),
      used < offered
    {
      var sentence = "kernel \(kernel.name) leaves this processor's \(offered.name) unused"
      if kernel.origin == .user {
        sentence += "; without \(BLASKernel.variable) "
        sentence += kernel.chosenByLibrary.map { "OpenBLAS chooses \($0)" } ?? "OpenBLAS chooses"
      }
      advice.append(sentence)
    }
    return advice
  }
}
