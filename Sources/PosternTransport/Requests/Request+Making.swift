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
    self.init(
      methodNamed: method.name,
      target: target,
      rawFields: fields.map { (name: $0.name, value: Array($0.value.utf8)) }
    )
    self.body = body
  }

  /// Makes a request without a body, of a method that may be any, and with fields that may hold any
  /// bytes.
  package init(
    methodNamed name: String,
    target: String,
    rawFields: [(name: String, value: [UInt8])]
  ) {
    self.init()
    setMethod(named: name.utf8.span)
    setTarget(target.utf8.span)
    for field in rawFields { appendField(name: field.name.utf8.span, value: field.value.span) }
  }
}
