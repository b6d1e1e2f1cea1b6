// Fuzz READER [libFuzzer's options and folders of inputs]

import CLibFuzzer
import Foundation
import Readers

/// What is fed; libFuzzer's callback has no place for it.
nonisolated(unsafe) var reader = Reader.list

guard CommandLine.arguments.count >= 2, let named = Reader(rawValue: CommandLine.arguments[1])
else {
  let names = Reader.allCases.map(\.rawValue).joined(separator: "|")
  FileHandle.standardError.write(Data("usage: Fuzz \(names) [OPTION…] [FOLDER…]\n".utf8))
  exit(64)
}
reader = named
// The driver gets what is left, and the program's name, which it starts again for some options.
let words = [CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)
var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
var count = CInt(words.count)
let status = arguments.withUnsafeMutableBufferPointer { arguments in
  var base = arguments.baseAddress
  return LLVMFuzzerRunDriver(&count, &base) { data, size in
    reader.read(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
  }
}
exit(status)
