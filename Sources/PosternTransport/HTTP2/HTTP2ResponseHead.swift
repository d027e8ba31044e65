/// What the transport says of an answer itself, before its body.
struct HTTP2ResponseHead {
  let byteCount: Int
  let status: UInt16
  let contentType: ContentType
  let allow: MethodSet

  /// The head of a response; its body must not have been taken out yet.
  init(of response: borrowing Response) {
    byteCount = response.body.count
    status = response.status
    contentType = response.contentType
    allow = response.allow
  }
}
