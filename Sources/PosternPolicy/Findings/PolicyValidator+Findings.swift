package import PosternModel

extension PolicyValidator {
  /// Returns what is legal in a document and probably not meant, in the order of statements.
  ///
  /// - Complexity: O(n) in the length of the document.
  package static func findings(in document: PolicyDocument, kind: PolicyKind) -> [PolicyFinding] {
    findings(in: document, kind: kind, catalogue: .empty)
  }

  /// Returns the same where services are described: what they do not know is found as well.
  package static func findings(
    in document: PolicyDocument,
    kind: PolicyKind,
    catalogue: ServiceCatalogue
  ) -> [PolicyFinding] {
    document.statements.flatMap { statement in
      PrincipalFindings(kind: kind).findings(in: statement)
        + ActionFindings(kind: kind).findings(in: statement)
        + ResourceFindings(
          kind: kind,
          allowsVariables: document.allowsVariables,
          allowsHeadVariables: document.allowsHeadVariables
        ).findings(in: statement)
        + ConditionFindings(allowsVariables: document.allowsVariables).findings(in: statement)
        + ServiceFindings(catalogue: catalogue).findings(in: statement)
    }
  }
}
