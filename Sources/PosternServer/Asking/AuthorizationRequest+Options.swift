package import PosternModel

extension AuthorizationRequest {
  /// Creates a question from the options of a command.
  ///
  /// A condition key that is given more than once, in one spelling, has a list of values.
  /// - Throws: the first context option that is not `key=value`.
  package init(
    principal: String,
    action: String,
    resource: String,
    context: [String]
  ) throws(OptionsError) {
    self.init(principal: principal, action: action, resource: resource)
    var keys: [String] = []
    var values: [String: [String]] = [:]
    for option in context {
      guard let separator = option.firstIndex(of: "="), separator > option.startIndex else {
        throw OptionsError(.malformedContext, subject: "--context", "expected `key=value`")
      }
      let key = String(option[..<separator])
      if values[key] == nil { keys.append(key) }
      values[key, default: []].append(String(option[option.index(after: separator)...]))
    }
    for key in keys {
      let list = values[key] ?? []
      if list.count == 1 { addContext(key, list[0]) } else { addContext(key, list: list) }
    }
  }
}
