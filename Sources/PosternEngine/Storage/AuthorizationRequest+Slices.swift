import PosternModel

extension AuthorizationRequest {
  /// Calls `body` with the request's text as a slice, which is valid inside `body` only.
  @inline(__always)
  borrowing func withTexts<Result>(
    _ body: (ByteSlice) throws(RequestFault) -> Result
  ) throws(RequestFault) -> Result {
    // SAFETY: the array's memory stays where it is while the closure runs; nothing keeps the slice.
    try unsafe text.span.withUnsafeBytes { buffer throws(RequestFault) in
      guard let start = buffer.baseAddress else { throw RequestFault(.badPrincipal, entry: nil) }
      return try unsafe body(ByteSlice(start, count: buffer.count))
    }
  }
}
