import CNghttp2

/// The header fields of an answer to a call of gRPC, in the form in which nghttp2 takes them.
enum HTTP2CallFields {
  /// Which fields are wanted.
  enum Part {
    /// Those in front of the first message.
    case head
    /// Those behind the last message.
    case status(CallStatus)
    /// Both in one, for a call without a message.
    case headAndStatus(CallStatus)
  }

  private static let fieldCountMax = 6

  /// Lends the fields for the time of one call; allocates only for a call that went wrong.
  static func withFields<Result>(
    _ part: Part,
    _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result
  ) -> Result {
    // SAFETY: `body` is called while the fields live.
    unsafe withFields(part, roomFor: 0) { unsafe body($0, $1) }
  }

  /// Lends them together with those that the answer adds.
  @inline(never)
  static func withFields<Result>(
    _ part: Part,
    and added: HeaderFields,
    _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result
  ) -> Result {
    // SAFETY: there is room for what is added, and nghttp2 copies it before `body` returns.
    unsafe added.bytes.withUnsafeBufferPointer { bytes in
      unsafe withFields(part, roomFor: added.count) { fields, count in
        unsafe HTTP2Field.put(added, bytes, at: fields + count)
        return unsafe body(fields, count + added.count)
      }
    }
  }

  @inline(__always)
  private static func withFields<Result>(
    _ part: Part,
    roomFor addedCount: Int,
    _ body: (UnsafeMutablePointer<nghttp2_nv>, Int) -> Result
  ) -> Result {
    let (hasHead, status): (Bool, CallStatus?) =
      switch part {
      case .head: (true, nil)
      case .status(let status): (false, status)
      case .headAndStatus(let status): (true, status)
      }
    // SAFETY: at most `fieldCountMax` elements are initialised here, and only those are lent.
    return unsafe withUnsafeTemporaryAllocation(
      of: nghttp2_nv.self,
      capacity: fieldCountMax + addedCount
    ) { fields in
      // SAFETY: the capacity is not 0, so that there is a base address.
      guard let start = fields.baseAddress else { preconditionFailure("no room") }
      var count = 0
      if hasHead {
        unsafe fields.initializeElement(at: 0, to: HTTP2Field.make(":status", "200"))
        unsafe fields.initializeElement(
          at: 1,
          to: HTTP2Field.make("content-type", "application/grpc")
        )
        count = 2
      }
      guard let status else { return unsafe body(start, count) }
      guard status.code != .ok else {
        unsafe fields.initializeElement(at: count, to: HTTP2Field.make("grpc-status", "0"))
        return unsafe body(start, count + 1)
      }
      if status.namesEncodings {
        unsafe fields.initializeElement(
          at: count,
          to: HTTP2Field.make("grpc-accept-encoding", "identity")
        )
        count += 1
      }
      let (text, ranges) = texts(of: status)
      // SAFETY: these texts live until `body` has returned, and nghttp2 copies them before.
      return unsafe text.withUnsafeBufferPointer { text in
        for (name, range) in ranges {
          unsafe fields.initializeElement(
            at: count,
            to: HTTP2Field.make(name, text.extracting(range))
          )
          count += 1
        }
        return unsafe body(start, count)
      }
    }
  }

  /// Writes the values of a status one behind the other.
  private static func texts(
    of status: CallStatus
  ) -> (text: [UInt8], fields: [(name: StaticString, value: Range<Int>)]) {
    var text = Array(String(status.code.rawValue).utf8)
    var fields: [(name: StaticString, value: Range<Int>)] = [("grpc-status", 0..<text.count)]
    if !status.message.isEmpty {
      let start = text.count
      StatusText.append(status.message, to: &text)
      fields.append(("grpc-message", start..<text.count))
    }
    if !status.details.isEmpty {
      let start = text.count
      text.append(contentsOf: status.details.utf8)
      fields.append(("grpc-status-details-bin", start..<text.count))
    }
    return (text, fields)
  }
}
