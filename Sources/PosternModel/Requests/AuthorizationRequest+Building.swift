extension AuthorizationRequest {
  /// Creates a request from its three parts, without context.
  package init(principal: String, action: String, resource: String) {
    self.init()
    self.principal = append(principal)
    self.action = append(action)
    self.resource = append(resource)
  }

  /// Adds a condition key with one value.
  package mutating func addContext(_ key: String, _ value: String) {
    appendValue(append(value))
    addContextEntry(key: append(key), isMultivalued: false)
  }

  /// Adds a condition key with a list of values.
  package mutating func addContext(_ key: String, list: [String]) {
    for value in list { appendValue(append(value)) }
    addContextEntry(key: append(key), isMultivalued: true)
  }
}
