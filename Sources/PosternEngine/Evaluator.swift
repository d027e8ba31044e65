package import PosternModel

/// Decides requests against one snapshot, for one event loop.
///
/// A decision has two steps. `question` looks everything up: principal, action, resource parts, condition keys. `decide`
/// walks the decision sets: explicit denies of all layers first, then allows layer by layer. Neither allocates; the
/// scratch space was allocated when the loop adopted the snapshot.
package struct Evaluator: ~Copyable {
  private let snapshot: Snapshot
  private let scratch: Scratch

  /// Creates an evaluator for a snapshot.
  ///
  /// - Complexity: O(k) in the snapshot's condition keys; allocates the scratch space.
  package init(snapshot: Snapshot, limits: Limits) {
    self.snapshot = snapshot
    scratch = Scratch(snapshot: snapshot, limits: limits)
  }

  deinit { scratch.deallocate() }

  /// Decides one request.
  ///
  /// - Parameters:
  ///   - request: the question; its texts are read in place.
  ///   - secondsSinceEpoch: the time for `aws:CurrentTime` and `aws:EpochTime`.
  ///   - trustsContext: whether the request may set keys that the engine derives itself.
  /// - Throws: what is wrong with the request; nothing was decided and the evaluator is as before.
  /// - Complexity: O(c + s): condition keys sent, entries of the principal's sets for the action's service.
  package func decide(
    _ request: borrowing AuthorizationRequest, secondsSinceEpoch: Int, trustsContext: Bool
  ) throws(RequestFault) -> Decision {
    scratch.clock.set(secondsSinceEpoch: secondsSinceEpoch)
    return try request.withTexts { text throws(RequestFault) in
      let loader = RequestLoader(
        snapshot: snapshot, scratch: scratch, text: text, trustsContext: trustsContext)
      defer { scratch.forgetContext() }
      return decide(try loader.question(for: request))
    }
  }

  /// Decides a question: policy-semantics 6.2 for the layers that the snapshot has.
  @inline(never)
  func decide(_ question: Question) -> Decision {
    guard question.hasPrincipal else {
      return Decision(
        outcome: .implicitDeny, layer: .identity, cause: .unknownPrincipal, statement: nil)
    }
    let principal = question.context.principal
    let boundary = principal.boundary
    // 1. An explicit deny in any layer wins (E-02).
    if let statement = first(.deny, inSetsOf: principal, question) {
      return Decision(
        outcome: .explicitDeny, layer: .identity, cause: .policy, statement: statement)
    }
    if boundary < PrincipalRecord.emptyBoundary,
      let statement = SetWalk(snapshot.setBytes[Int(boundary)]).first(.deny, for: question)
    {
      return Decision(
        outcome: .explicitDeny, layer: .boundary, cause: .policy, statement: statement)
    }
    // 2. Then what the identity grants; the owner of an account is granted everything in it (E-20).
    let granted = first(.allow, inSetsOf: principal, question)
    guard granted != nil || principal.form == PrincipalRecord.Form.root.rawValue else {
      return Decision(outcome: .implicitDeny, layer: .identity, cause: .policy, statement: nil)
    }
    // 3. And what the boundary lets through; it never grants (E-04).
    guard isWithinBoundary(boundary, question) else {
      return Decision(outcome: .implicitDeny, layer: .boundary, cause: .policy, statement: nil)
    }
    return Decision(outcome: .allow, layer: .identity, cause: .policy, statement: granted)
  }

  @inline(__always)
  private func first(
    _ effect: Effect, inSetsOf principal: PrincipalRecord, _ question: Question
  ) -> UInt32? {
    for index in 0..<Int(principal.setCount) {
      let set = snapshot.principals.set(index, of: principal)
      if let statement = SetWalk(snapshot.setBytes[set]).first(effect, for: question) {
        return statement
      }
    }
    return nil
  }

  private func isWithinBoundary(_ boundary: UInt32, _ question: Question) -> Bool {
    switch boundary {
    case PrincipalRecord.noBoundary: true
    case PrincipalRecord.emptyBoundary: false
    default: SetWalk(snapshot.setBytes[Int(boundary)]).first(.allow, for: question) != nil
    }
  }
}
