internal import PosternManifest
internal import PosternModel
internal import PosternPolicy
internal import PosternText

extension ContentsCheck {
  /// Parses and validates every document of an identity for the use it has.
  mutating func checkDocuments() {
    for holder in holders {
      for (index, policy) in holder.inlinePolicies.enumerated() {
        let rules = rules(.inline, of: holder.entity)
        check(policy.document, rules, holder.entity, .inlinePolicy(index))
      }
    }
    for (index, policy) in contents.policies.enumerated() {
      // The platform's own policies are older than the rules for customers.
      let rules =
        policy.account == nil ? PolicyRules.platformManaged : rules(.managed, of: .policy(index))
      for version in policy.versions {
        check(version.document, rules, .policy(index), .version(version.number))
      }
    }
  }

  /// The rules for a customer's document: an export is what its service has accepted.
  private func rules(_ kind: PolicyKind, of entity: EntityPlaces.Entity) -> PolicyRules {
    remarks.exported.contains(entity) ? .accepted(kind) : .customer(kind)
  }

  /// Parses and validates one document.
  mutating func check(
    _ document: PolicyText,
    _ policyRules: PolicyRules,
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part
  ) {
    do throws(PolicyError) {
      _ = try PolicyParser.parse(
        Array(document.text.utf8),
        rules: policyRules,
        limits: rules.limits
      )
    } catch {
      refuse(error, in: document, entity, part)
    }
  }

  /// Adds what is wrong with a document, at the place where it was written.
  mutating func refuse(
    _ error: PolicyError,
    in document: PolicyText,
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part
  ) {
    problems.add(problem(error, of: document, entity, part))
  }

  private func problem(
    _ error: PolicyError,
    of document: PolicyText,
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part
  ) -> LoadProblem {
    let inside = error.position
    guard let origin = document.origin else {
      return LoadProblem(
        file: "<import>",
        position: nil,
        message: "\(error.detail) (\(words(inside)))",
        help: error.help
      )
    }
    if origin.isVerbatim {
      return LoadProblem(
        file: origin.file,
        position: sum(origin.position, inside),
        message: error.detail,
        help: error.help
      )
    }
    if let position = places.position(
      byteOffset: inside.byteOffset,
      ofDocument: part,
      in: entity
    ) {
      return LoadProblem(
        file: origin.file,
        position: position,
        message: error.detail,
        help: error.help
      )
    }
    return LoadProblem(
      file: origin.file,
      position: origin.position,
      message: "\(error.detail) (\(words(inside)))",
      help: error.help
    )
  }

  private func words(_ position: TextPosition) -> String {
    "line \(position.line), column \(position.column) of the document"
  }

  /// The place in a file of a place in a document that begins at `start`.
  private func sum(_ start: TextPosition, _ inside: TextPosition) -> TextPosition {
    TextPosition(
      line: start.line + inside.line - 1,
      column: inside.line == 1 ? start.column + inside.column - 1 : inside.column,
      byteOffset: start.byteOffset + inside.byteOffset
    )
  }
}
