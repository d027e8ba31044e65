import PosternTransport

extension Response {
  /// Repeats the id that a client has given its request, so that it can tell what an answer is to.
  ///
  /// One of which bytes were lost is left out: another one would be some other request's.
  mutating func repeatID(of request: borrowing Request) {
    if let id = request.fields.value(of: "x-request-id"), !id.contains(HeaderFields.lostByte) {
      addField("x-request-id", id.span)
    }
  }
}
