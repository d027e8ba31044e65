/// An answer that nghttp2 is told of when all that arrived with its request are answered.
struct HTTP2Answer {
  let slot: Int
  let streamID: Int32
  let hasBody: Bool
  /// Nil for the message of a call of gRPC, whose head is always the same.
  let head: HTTP2ResponseHead?
}
