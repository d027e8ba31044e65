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
        for index in 0..<added.count {
          let field = unsafe field(
            bytes.extracting(added.nameRange(at: index)),
            bytes.extracting(added.valueRange(at: index))
          )
          unsafe (fields + count + index).initialize(to: field)
        }
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
            ? field(":status", "200") : field(":status", text.appendDigits(of: Int(head.status)))
        )
        unsafe fields.initializeElement(
          at: 1,
          to: field("content-length", text.appendDigits(of: head.byteCount))
        )
        var count = 2
        if head.contentType != .none {
          unsafe fields.initializeElement(
            at: count,
            to: field("content-type", head.contentType.fieldValue)
          )
          count += 1
        }
        if !head.allow.isEmpty {
          unsafe fields.initializeElement(
            at: count,
            to: field("allow", text.append(head.allow.fieldValue))
          )
          count += 1
        }
        // SAFETY: the capacity is not 0, so that there is a base address.
        guard let start = fields.baseAddress else { preconditionFailure("no room") }
        return unsafe body(start, count)
      }
    }
  }

  private static func field(
    _ name: UnsafeBufferPointer<UInt8>,
    _ value: UnsafeBufferPointer<UInt8>
  ) -> nghttp2_nv {
    // SAFETY: nghttp2 never writes through these pointers, and copies what is behind them.
    unsafe nghttp2_nv(
      name: UnsafeMutablePointer(mutating: name.baseAddress),
      value: UnsafeMutablePointer(mutating: value.baseAddress),
      namelen: name.count,
      valuelen: value.count,
      flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue)
    )
  }

  private static func field(
    _ name: StaticString,
    _ value: UnsafeMutableBufferPointer<UInt8>
  ) -> nghttp2_nv {
    // SAFETY: nghttp2 never writes through these pointers; the name is static text.
    unsafe nghttp2_nv(
      name: UnsafeMutablePointer(mutating: name.utf8Start),
      value: value.baseAddress,
      namelen: name.utf8CodeUnitCount,
      valuelen: value.count,
      flags: UInt8(NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue)
    )
  }

  private static func field(_ name: StaticString, _ value: StaticString) -> nghttp2_nv {
    // SAFETY: nghttp2 never writes through these pointers; both are static text.
    let flags = NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue
    return unsafe nghttp2_nv(
      name: UnsafeMutablePointer(mutating: name.utf8Start),
      value: UnsafeMutablePointer(mutating: value.utf8Start),
      namelen: name.utf8CodeUnitCount,
      valuelen: value.utf8CodeUnitCount,
      flags: UInt8(flags)
    )
  }

  /// Text written into a buffer from the front; each part is a buffer of its own.
  // SAFETY: lives inside the allocation that `withFields` makes; all parts together stay below its
  // size, and the buffer checks it in debug builds.
  @unsafe
  private struct FieldText {
    var rest: UnsafeMutableBufferPointer<UInt8>

    mutating func appendDigits(of number: Int) -> UnsafeMutableBufferPointer<UInt8> {
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

    mutating func append(_ value: String) -> UnsafeMutableBufferPointer<UInt8> {
      var count = 0
      for byte in value.utf8 {
        unsafe rest[count] = byte
        count += 1
      }
      return unsafe take(count)
    }

    private mutating func take(_ count: Int) -> UnsafeMutableBufferPointer<UInt8> {
      // SAFETY: `extracting` traps when there is less.
      let part = unsafe rest.extracting(..<count)
      unsafe rest = rest.extracting(count...)
      return unsafe part
    }
  }
}
