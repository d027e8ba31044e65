import PosternPolicy

extension PolicyDocument {
  /// Returns the document with the resource that it is attached to in every statement that names
  /// none (table 1.6).
  func attached(to resource: String) -> PolicyDocument {
    guard statements.contains(where: { $0.resource == nil }) else { return self }
    let entry = PolicyString(unplaced: allowsVariables ? resource.escapingVariables : resource)
    let element = ResourceElement(isNegated: false, entries: [entry])
    return PolicyDocument(
      version: version,
      id: id,
      statements: statements.map { statement in
        guard statement.resource == nil else { return statement }
        return Statement(
          index: statement.index,
          sid: statement.sid,
          effect: statement.effect,
          principal: statement.principal,
          action: statement.action,
          resource: element,
          conditions: statement.conditions,
          start: statement.start,
          end: statement.end
        )
      }
    )
  }
}

extension String {
  /// The text in which no dollar sign begins a variable (V-06).
  fileprivate var escapingVariables: String {
    split(separator: "$", omittingEmptySubsequences: false).joined(separator: "${$}")
  }
}
