import Convolution

extension Machine {
  /// What makes times from another machine another thing than times from this one, as a sentence
  /// without a full stop: what is here and what is there; `nil` where nothing does.
  ///
  /// A cluster's nodes of one kind are one machine in this sense, under whatever name.
  package func difference(from other: Machine) -> String? {
    let cores = (processor.logicalCores?.description, other.processor.logicalCores?.description)
    let facts: [(name: String, here: String?, there: String?)] = [
      ("processor", processor.name, other.processor.name),
      ("number of cores", cores.0, cores.1),
      ("OpenBLAS", blas.version, other.blas.version),
      ("OpenBLAS kernel", blas.kernel.name, other.blas.kernel.name),
    ]
    return facts.first { $0.here != $0.there }.map {
      "its \($0.name) is \($0.here ?? "unknown"), not \($0.there ?? "unknown")"
    }
  }
}
