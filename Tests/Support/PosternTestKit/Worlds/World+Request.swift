package import PosternModel

extension World {
  /// The question alone, as the decision point takes it.
  package var request: AuthorizationRequest {
    var request = AuthorizationRequest(principal: principal, action: action, resource: resource)
    if let resourceAccount { request.resourceAccount = request.append(resourceAccount) }
    for entry in context {
      if entry.isMultivalued {
        request.addContext(entry.key, list: entry.values)
      } else {
        request.addContext(entry.key, entry.values.first ?? "")
      }
    }
    return request
  }
}
