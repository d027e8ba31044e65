package import PosternModel

extension PolicyValidator {
  /// Returns what is legal in a document and probably not meant, in the order of statements.
  ///
  /// - Complexity: O(n) in the length of the document.
  package static func findings(in document: PolicyDocument, kind: PolicyKind) -> [PolicyFinding] {
    document.statements.flatMap { statement in
      PrincipalFindings(kind: kind).findings(in: statement)
        + ActionFindings().findings(in: statement)
        + ResourceFindings(kind: kind, allowsVariables: document.allowsVariables)
        .findings(in: statement)
        + ConditionFindings(allowsVariables: document.allowsVariables).findings(in: statement)
    }
  }
}
