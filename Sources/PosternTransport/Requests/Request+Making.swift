extension Request {
  /// Makes a whole request at once, for whoever drives a handler without a connection.
  ///
  /// - Parameters:
  ///   - method: the method.
  ///   - target: the path, and behind the first `?` the query.
  ///   - fields: the header fields; names in lower case.
  ///   - body: the body.
  package init(
    method: Method,
    target: String,
    fields: [(name: String, value: String)],
    body: [UInt8]
  ) {
    self.init()
    setMethod(method)
    setTarget(target.utf8.span)
    for field in fields {
      appendField(name: field.name.utf8.span, value: field.value.utf8.span)
    }
    self.body = body
  }
}
