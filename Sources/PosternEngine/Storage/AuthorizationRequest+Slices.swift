import PosternModel

extension AuthorizationRequest {
  /// Calls `body` with the request's text, context entries and ranges of values as they stand in
  /// memory; the slices are valid inside `body` only.
  @inline(__always)
  borrowing func withSlices<Result>(
    _ body: (RequestSlices) throws(RequestFault) -> Result
  ) throws(RequestFault) -> Result {
    // SAFETY: the arrays' memory stays where it is while the closures run; nothing keeps a slice.
    try unsafe text.span.withUnsafeBytes { texts throws(RequestFault) in
      try unsafe contextEntries.storage.span.withUnsafeBytes { entries throws(RequestFault) in
        try unsafe values.storage.span.withUnsafeBytes { ranges throws(RequestFault) in
          try unsafe body(
            RequestSlices(
              text: ByteSlice(texts),
              entries: ByteSlice(entries),
              entryCount: contextEntries.count,
              values: ByteSlice(ranges),
              valueCount: values.count
            )
          )
        }
      }
    }
  }
}

extension ByteSlice {
  /// The bytes of a buffer.
  // SAFETY: as for the buffer; an empty one may have no address.
  fileprivate init(_ buffer: UnsafeRawBufferPointer) {
    guard let start = buffer.baseAddress else {
      self = .empty
      return
    }
    unsafe self.init(start, count: buffer.count)
  }
}
