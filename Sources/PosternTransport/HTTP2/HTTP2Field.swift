import CNghttp2

/// One header field of an answer, in the form in which nghttp2 takes it.
enum HTTP2Field {
  /// A field of static text, to which nghttp2 refers.
  static func make(_ name: StaticString, _ value: StaticString) -> nghttp2_nv {
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

  /// A field whose name is static text, and whose value nghttp2 copies.
  // SAFETY: the value must live until nghttp2 has taken the field.
  @unsafe
  static func make(_ name: StaticString, _ value: UnsafeBufferPointer<UInt8>) -> nghttp2_nv {
    // SAFETY: nghttp2 never writes through these pointers; the name is static text.
    unsafe nghttp2_nv(
      name: UnsafeMutablePointer(mutating: name.utf8Start),
      value: UnsafeMutablePointer(mutating: value.baseAddress),
      namelen: name.utf8CodeUnitCount,
      valuelen: value.count,
      flags: UInt8(NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue)
    )
  }

  /// Writes the fields that a handler has added, whose text is `bytes`, from a place on; nghttp2
  /// copies them.
  ///
  /// Most are ids, which come once: they go into no table of the connection, where they would push
  /// out what comes again (RFC 7541 §6.2.3).
  // SAFETY: there must be room for all of them, and `bytes` must live until nghttp2 has taken them.
  @unsafe
  static func put(
    _ added: HeaderFields,
    _ bytes: UnsafeBufferPointer<UInt8>,
    at place: UnsafeMutablePointer<nghttp2_nv>
  ) {
    for index in 0..<added.count {
      let name = bytes.extracting(added.nameRange(at: index))
      let value = bytes.extracting(added.valueRange(at: index))
      // SAFETY: nghttp2 never writes through these pointers.
      let field = unsafe nghttp2_nv(
        name: UnsafeMutablePointer(mutating: name.baseAddress),
        value: UnsafeMutablePointer(mutating: value.baseAddress),
        namelen: name.count,
        valuelen: value.count,
        flags: UInt8(NGHTTP2_NV_FLAG_NO_INDEX.rawValue)
      )
      unsafe (place + index).initialize(to: field)
    }
  }
}
