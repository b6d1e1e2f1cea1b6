import Analysis

/// What tells some conditions from the others, in plain words: "hot caches and 2 threads".
struct ConditionWords: Sendable {
  private let all: [NamedValues]
  private let names: [String]

  init(_ conditions: [Conditions]) {
    let all = conditions.map(\.named).distinct
    self.all = all
    // The caches first, which weigh most.
    names = (all.first?.entries.map(\.name) ?? []).reversed().filter { name in
      Set(all.map { Self.value(name, $0) }).count > 1
    }
  }

  /// Whether there is nothing to tell.
  var isEmpty: Bool { names.isEmpty }

  /// Some of the conditions; nothing for all of them, and each by itself where no words fit them together.
  func words(_ conditions: [Conditions]) -> String {
    let chosen = conditions.map(\.named).distinct
    let values = names.map { name in chosen.map { Self.value(name, $0) }.distinct }
    let isTogether = chosen.count == fitting(values)
    guard isTogether else {
      return chosen.map { one in
        zip(names, names.map { [Self.value($0, one)] }).map(Self.words).joined(separator: " and ")
      }.joined(separator: " or ")
    }
    return zip(names, values).filter { name, values in
      Set(values) != Set(all.map { Self.value(name, $0) })
    }.map(Self.words).joined(separator: " and ")
  }

  /// How many of all conditions have such values.
  private func fitting(_ values: [[String]]) -> Int {
    all.count { one in zip(names, values).allSatisfy { $1.contains(Self.value($0, one)) } }
  }

  private static func value(_ name: String, _ values: NamedValues) -> String {
    values.entries.first { $0.name == name }?.value ?? ""
  }

  private static func words(_ name: String, _ values: [String]) -> String {
    let list = values.joined(separator: " or ")
    return switch name {
    case "cache": "\(list) caches"
    case "threads": "\(list) thread\(list == "1" ? "" : "s")"
    case "tile_columns": "\(list) columns of tiles"
    case "reuse": "reuse \(list)"
    default: list
    }
  }
}
