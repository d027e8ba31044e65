import CNghttp2

/// The header fields of an answer, in the form in which nghttp2 takes them.
///
/// Names and content types are static text that nghttp2 refers to; the rest it copies.
enum HTTP2ResponseFields {
  /// How many fields there are at most besides those that the answer itself adds.
  private static let fieldCountMax = 4
  /// Enough for a status, a length and the names of all methods.
  private static let textByteCountMax = 128

  /// Lends the fields that the transport writes itself for the time of one call; allocates nothing
  /// on the heap.
  static func withFields<Result>(
    of head: HTTP2ResponseHead,
    _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result
  ) -> Result {
    // SAFETY: `body` is called while the fields live.
    unsafe withFields(of: head, roomFor: 0) { unsafe body($0, $1) }
  }

  /// Lends them together with those that the answer adds.
  @inline(never)
  static func withFields<Result>(
    of head: HTTP2ResponseHead,
    and added: HeaderFields,
    _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result
  ) -> Result {
    // SAFETY: there is room for what is added, and nghttp2 copies it before `body` returns.
    unsafe added.bytes.withUnsafeBufferPointer { bytes in
      unsafe withFields(of: head, roomFor: added.count) { fields, count in
        unsafe HTTP2Field.put(added, bytes, at: fields + count)
        return unsafe body(fields, count + added.count)
      }
    }
  }

  @inline(__always)
  private static func withFields<Result>(
    of head: HTTP2ResponseHead,
    roomFor addedCount: Int,
    _ body: (UnsafeMutablePointer<nghttp2_nv>, Int) -> Result
  ) -> Result {
    // SAFETY: both buffers live until `body` has returned, and nghttp2 copies all values that lie
    // in them.
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: textByteCountMax) { text in
      unsafe withUnsafeTemporaryAllocation(
        of: nghttp2_nv.self,
        capacity: fieldCountMax + addedCount
      ) { fields in
        var text = unsafe FieldText(rest: text)
        unsafe fields.initializeElement(
          at: 0,
          to: head.status == 200
            ? HTTP2Field.make(":status", "200")
            : HTTP2Field.make(":status", text.appendDigits(of: Int(head.status)))
        )
        unsafe fields.initializeElement(
          at: 1,
          to: HTTP2Field.make("content-length", text.appendDigits(of: head.byteCount))
        )
        var count = 2
        if head.contentType != .none {
          unsafe fields.initializeElement(
            at: count,
            to: HTTP2Field.make("content-type", head.contentType.fieldValue)
          )
          count += 1
        }
        if !head.allow.isEmpty {
          unsafe fields.initializeElement(
            at: count,
            to: HTTP2Field.make("allow", text.append(head.allow.fieldValue))
          )
          count += 1
        }
        // SAFETY: the capacity is not 0, so that there is a base address.
        guard let start = fields.baseAddress else { preconditionFailure("no room") }
        return unsafe body(start, count)
      }
    }
  }

  /// Text written into a buffer from the front; each part is a buffer of its own.
  // SAFETY: lives inside the allocation that `withFields` makes; all parts together stay below its
  // size, and the buffer checks it in debug builds.
  @unsafe
  private struct FieldText {
    var rest: UnsafeMutableBufferPointer<UInt8>

    mutating func appendDigits(of number: Int) -> UnsafeBufferPointer<UInt8> {
      var count = 1
      var bound = 10
      while number >= bound {
        count += 1
        bound *= 10
      }
      var left = number
      for index in (0..<count).reversed() {
        unsafe rest[index] = UInt8(ascii: "0") + UInt8(left % 10)
        left /= 10
      }
      return unsafe take(count)
    }

    mutating func append(_ value: String) -> UnsafeBufferPointer<UInt8> {
      var count = 0
      for byte in value.utf8 {
        unsafe rest[count] = byte
        count += 1
      }
      return unsafe take(count)
    }

    private mutating func take(_ count: Int) -> UnsafeBufferPointer<UInt8> {
      // SAFETY: `extracting` traps when there is less.
      let part = unsafe rest.extracting(..<count)
      unsafe rest = rest.extracting(count...)
      return UnsafeBufferPointer(part)
    }
  }
}
