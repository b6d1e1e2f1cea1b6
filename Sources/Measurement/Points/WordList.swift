/// Words separated by commas, as the command line and YAML files list them.
package enum WordList {
  /// The words of a text, without the spaces around them; at least one, which may be empty.
  package static func words(_ text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map { String($0.trimmed) }
  }
}

extension Substring {
  /// Without the spaces at its ends.
  package var trimmed: Substring {
    var result = drop { $0 == " " }
    while result.last == " " { result.removeLast() }
    return result
  }
}
