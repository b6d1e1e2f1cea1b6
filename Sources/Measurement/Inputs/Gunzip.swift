import CZlib
import Machine

/// What gzip compressed, as the pieces of it come: RFC 1952, with several members one behind the other.
@safe
struct Gunzip: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private let file: String
  private var isBetweenMembers = false

  /// Ready for the first piece of a file, by its name in complaints; refused if there is no memory.
  init(of file: String) throws(Refusal) {
    self.file = file
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    guard unsafe phibench_begin_gzip(stream) == Z_OK else {
      throw Refusal(.insufficient, "\(file): there is no memory to decompress it")
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Whether a text begins as gzip's do.
  static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// What the next piece of the file says, none at its end: no more bytes than `most` and a few thousand.
  /// Refused if it is damaged, or ends early.
  mutating func inflate(_ piece: [UInt8], atMost most: Int) throws(Refusal) -> [UInt8] {
    if piece.isEmpty {
      guard isBetweenMembers else { throw Refusal(.data, "\(file): the gzip file ends early") }
      return []
    }
    var bytes: [UInt8] = []
    var input = piece
    let room = 1 << 16
    let status = unsafe input.withUnsafeMutableBufferPointer { input -> Int32 in
      unsafe stream.pointee.next_in = input.baseAddress
      unsafe stream.pointee.avail_in = UInt32(input.count)
      var status = Z_OK
      repeat {
        if isBetweenMembers {
          // Zeros fill up the last block of a tape.
          if unsafe stream.pointee.next_in.pointee == 0 { return Z_OK }
          unsafe inflateReset(stream)
          isBetweenMembers = false
        }
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: room) { output, count in
          unsafe stream.pointee.next_out = output.baseAddress
          unsafe stream.pointee.avail_out = UInt32(room)
          status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
          count = room - Int(unsafe stream.pointee.avail_out)
        }
        bytes += piece
        if status == Z_STREAM_END {
          isBetweenMembers = true
          status = Z_OK
        }
      } while unsafe status == Z_OK && bytes.count <= most
        && (stream.pointee.avail_in > 0 || (stream.pointee.avail_out == 0 && !isBetweenMembers))
      return status
    }
    // No progress is no mistake: the next piece brings more.
    guard status == Z_OK || status == Z_BUF_ERROR else {
      throw Refusal(.data, "\(file): the gzip file is damaged")
    }
    return bytes
  }
}
