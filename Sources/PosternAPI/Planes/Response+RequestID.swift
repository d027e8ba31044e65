import PosternTransport

extension Response {
  /// Repeats the id that a client has given its request, so that it can tell what an answer is to.
  mutating func repeatID(of request: borrowing Request) {
    if let id = request.fields.value(of: "x-request-id") {
      addField("x-request-id", id)
    }
  }
}
