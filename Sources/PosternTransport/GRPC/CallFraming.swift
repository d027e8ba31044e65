/// Finds the messages of a call in the bytes of its body, which may arrive in any pieces.
///
/// A message is a flag, four bytes that say how long it is, and so many bytes:
///
///     00 00 00 00 02 08 01   00 00 00 00 00
///     └ first: `08 01` ──┘   └ second, empty
///
/// The value keeps only how far it has come; the bytes stay where they are, and `next` is called
/// with all bytes so far until nothing more is found.
package struct CallFraming: Sendable {
  /// What was found.
  package enum Finding: Sendable, Equatable {
    /// The bytes of one message, by their offsets.
    case message(Range<Int>)
    /// All that is there has been read, and the last message is complete.
    case end
    /// The last message is not complete.
    case incomplete
    /// The body breaks a rule; nothing more will be found.
    case failure(CallStatus)
  }

  /// The length of the flag and the length.
  package static let prefixByteCount = 5

  private let byteCountMax: Int
  private let encoding: String?
  private var offset = 0
  private var failure: CallStatus?

  /// Starts before the first message.
  ///
  /// - Parameters:
  ///   - byteCountMax: the longest message.
  ///   - encoding: how the client says that it has compressed messages, `grpc-encoding`; nil when
  ///     it says nothing.
  package init(byteCountMax: Int, encoding: String?) {
    self.byteCountMax = byteCountMax
    self.encoding = encoding
  }

  /// Returns what comes next in the body, of which the bytes so far are given.
  package mutating func next(in body: Span<UInt8>) -> Finding {
    if let failure { return .failure(failure) }
    guard offset < body.count else { return .end }
    if let status = fault(ofFlag: body[offset]) { return fail(status) }
    guard body.count - offset >= CallFraming.prefixByteCount else { return .incomplete }
    var byteCount = 0
    for index in (offset + 1)..<(offset + CallFraming.prefixByteCount) {
      byteCount = byteCount << 8 | Int(body[index])
    }
    guard byteCount <= byteCountMax else {
      return fail(
        CallStatus(
          .resourceExhausted,
          "the message has \(byteCount) bytes, at most \(byteCountMax) are taken"
        )
      )
    }
    let start = offset + CallFraming.prefixByteCount
    guard body.count - start >= byteCount else { return .incomplete }
    offset = start + byteCount
    return .message(start..<offset)
  }

  /// Starts again at the front: whoever gives the bytes has taken away those that were read.
  package mutating func didRemoveRead() {
    offset = 0
  }

  /// Puts the flag and the length in front of a message that ends the array, from this offset on.
  ///
  /// - Precondition: the five bytes at `start` are there, to be written over.
  package static func close(_ bytes: inout [UInt8], from start: Int) {
    let byteCount = UInt32(clamping: bytes.count - start - prefixByteCount)
    bytes[start] = 0
    for index in 0..<4 {
      bytes[start + 1 + index] = UInt8(truncatingIfNeeded: byteCount >> UInt32(24 - 8 * index))
    }
  }

  private mutating func fail(_ status: CallStatus) -> Finding {
    failure = status
    return .failure(status)
  }

  /// Says what is wrong with the flag of a message; compressed ones are not read.
  private func fault(ofFlag flag: UInt8) -> CallStatus? {
    switch (flag, encoding) {
    case (0, _):
      return nil
    case (1, .some(let encoding)) where encoding != "identity":
      return CallStatus(
        .unimplemented,
        "messages compressed by `\(encoding.prefix(32))` are not read, only `identity`",
        details: "",
        namesEncodings: true
      )
    case (1, _):
      return CallStatus(.internal, "a message is compressed, and `grpc-encoding` does not say how")
    default:
      return CallStatus(.internal, "the flag of a message is neither 0 nor 1")
    }
  }
}
