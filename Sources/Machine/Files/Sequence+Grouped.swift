extension Sequence {
  /// The elements by a key; keys and elements stand in the order of the sequence.
  package func grouped<Key: Hashable>(
    by key: (Element) -> Key
  ) -> [(key: Key, elements: [Element])] {
    var places: [Key: Int] = [:]
    var groups: [(key: Key, elements: [Element])] = []
    for element in self {
      let key = key(element)
      if let place = places[key] {
        groups[place].elements.append(element)
      } else {
        places[key] = groups.count
        groups.append((key, [element]))
      }
    }
    return groups
  }

  /// The elements in runs of neighbours that have the same key.
  package func runs<Key: Equatable>(
    by key: (Element) -> Key
  ) -> [(key: Key, elements: [Element])] {
    reduce(into: []) { runs, element in
      let key = key(element)
      if runs.last?.key != key { runs.append((key, [])) }
      runs[runs.count - 1].elements.append(element)
    }
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, where it comes first.
  package var distinct: [Element] {
    var known: Set<Element> = []
    return filter { known.insert($0).inserted }
  }
}
