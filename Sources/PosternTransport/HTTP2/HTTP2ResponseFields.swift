import CNghttp2

/// The header fields of one answer, in the form in which nghttp2 takes them; reused for every answer.
///
/// Names and content types are static text that nghttp2 refers to; the rest it copies.
@safe
struct HTTP2ResponseFields {
  private var text: [UInt8] = []

  // SAFETY: the pointers inside are set and read during one call of `withFields` and mean nothing after it.
  private var fields: [nghttp2_nv] = unsafe []

  /// Lends the fields of a response for the time of one call.
  mutating func withFields<Result>(
    of response: Response,
    byteCount: Int,
    _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result
  ) -> Result {
    let status = appendDigits(of: Int(response.status))
    let length = appendDigits(of: byteCount)
    let allow = append(response.allow.fieldValue)
    defer { text.removeAll(keepingCapacity: true) }
    // SAFETY: `text` is not changed while its bytes are lent, and nghttp2 copies them before `body` returns.
    return unsafe text.withUnsafeBufferPointer { text in
      unsafe fields.removeAll(keepingCapacity: true)
      unsafe fields.append(field(":status", text.extracting(status)))
      if response.contentType != .none {
        unsafe fields.append(field("content-type", response.contentType.fieldValue))
      }
      unsafe fields.append(field("content-length", text.extracting(length)))
      if !allow.isEmpty {
        unsafe fields.append(field("allow", text.extracting(allow)))
      }
      return unsafe fields.withUnsafeBufferPointer { fields in
        unsafe body(fields.baseAddress, fields.count)
      }
    }
  }

  private func field(_ name: StaticString, _ value: UnsafeBufferPointer<UInt8>) -> nghttp2_nv {
    unsafe nghttp2_nv(
      name: UnsafeMutablePointer(mutating: name.utf8Start),
      value: UnsafeMutablePointer(mutating: value.baseAddress),
      namelen: name.utf8CodeUnitCount,
      valuelen: value.count,
      flags: UInt8(NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue)
    )
  }

  private func field(_ name: StaticString, _ value: StaticString) -> nghttp2_nv {
    let flags = NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue
    return unsafe nghttp2_nv(
      name: UnsafeMutablePointer(mutating: name.utf8Start),
      value: UnsafeMutablePointer(mutating: value.utf8Start),
      namelen: name.utf8CodeUnitCount,
      valuelen: value.utf8CodeUnitCount,
      flags: UInt8(flags)
    )
  }

  private mutating func append(_ value: String) -> Range<Int> {
    let start = text.count
    text.append(contentsOf: value.utf8)
    return start..<text.count
  }

  private mutating func appendDigits(of number: Int) -> Range<Int> {
    let start = text.count
    var rest = number
    repeat {
      text.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    text[start...].reverse()
    return start..<text.count
  }
}
