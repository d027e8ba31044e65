package import PosternModel

/// Decides requests against one snapshot, for one event loop.
///
/// A decision has two steps. The request is looked up: principal, action, resource, condition keys.
/// Then the decision sets of the layers are walked: explicit denies of all layers first, then what
/// must allow, layer by layer. Neither allocates; the scratch space was allocated when the loop
/// adopted the snapshot.
package struct Evaluator: ~Copyable {
  private var snapshot: Snapshot
  private let scratch: Scratch

  /// Creates an evaluator for a snapshot.
  ///
  /// - Complexity: O(k) in the snapshot's condition keys; allocates the scratch space.
  package init(snapshot: Snapshot, limits: Limits) {
    self.snapshot = snapshot
    scratch = Scratch(snapshot: snapshot, limits: limits)
  }

  deinit { scratch.deallocate() }

  /// Decides against another snapshot from now on, and keeps the memory with what it has learned
  /// of the names of actions and condition keys.
  ///
  /// - Returns: false, and nothing has changed, when the snapshots have not enough in common; a new
  ///   evaluator is needed then.
  /// - Complexity: O(1); does not allocate.
  package mutating func adopt(_ snapshot: Snapshot) -> Bool {
    guard snapshot.sharesVocabulary(with: self.snapshot), scratch.adopt(snapshot) else {
      return false
    }
    self.snapshot = snapshot
    return true
  }

  /// Decides one request.
  ///
  /// - Parameters:
  ///   - request: the question; its texts are read in place.
  ///   - secondsSinceEpoch: the time for `aws:CurrentTime` and `aws:EpochTime`.
  ///   - trustsContext: whether the request may set keys that the engine derives itself.
  /// - Returns: the decision, with ids instead of text.
  /// - Throws: what is wrong with the request; nothing was decided and the evaluator is as before.
  /// - Complexity: O(c + s): condition keys sent, entries of the layers' sets for the action's
  ///   service.
  package func decide(
    _ request: borrowing AuthorizationRequest,
    secondsSinceEpoch: Int,
    trustsContext: Bool
  ) throws(RequestFault) -> Decision {
    try withQuestion(
      for: request,
      secondsSinceEpoch: secondsSinceEpoch,
      trustsContext: trustsContext
    ) { question in decide(question) }
  }

  /// Looks up what a request names and lends the question to `body`, which may decide it any number
  /// of times.
  ///
  /// - Throws: what is wrong with the request; `body` was not called.
  @inline(__always)
  package func withQuestion<Result>(
    for request: borrowing AuthorizationRequest,
    secondsSinceEpoch: Int,
    trustsContext: Bool,
    _ body: (Question) -> Result
  ) throws(RequestFault) -> Result {
    scratch.surroundings.value.clock.set(secondsSinceEpoch: secondsSinceEpoch)
    return try request.withSlices { slices throws(RequestFault) in
      try RequestLoader(scratch, trustsContext: trustsContext).load(request, slices)
      let question = Question(scratch)
      if let set = snapshot.ownGrant.set { findOwnGrant(question, in: set) }
      return body(question)
    }
  }

  /// Looks whether the type of the resource asks for a grant of the resource's own policy (6.6).
  @inline(never)
  private func findOwnGrant(_ question: Question, in set: Int) {
    guard !question.isResourceless else { return }
    if SetWalk(question.set(set), question).firstAllow() != nil {
      scratch.question.value.rules.needsGrant = true
    }
  }

  /// Decides a question.
  ///
  /// - Precondition: this evaluator lends the question now.
  package func decide(_ question: Question) -> Decision {
    Ruling(question).decide()
  }

  /// Appends what a request is decided on because the service of its action says so (M-17): `*` for
  /// an action without a resource.
  ///
  /// - Returns: false, and nothing is appended, when it is decided on what it names.
  package func appendDescribedResource(
    of request: borrowing AuthorizationRequest,
    to bytes: inout [UInt8]
  ) -> Bool {
    let resource = try? request.withSlices { slices throws(RequestFault) in
      try scratch.surroundings.value.actions.find(slices.slice(request.action)).resource
    }
    guard let resource, resource.count > 0 else { return false }
    for index in 0..<resource.count { bytes.append(resource[index]) }
    return true
  }

  /// Decides one request and retells how: every layer that took part, and in it every statement
  /// whose action and resource matched.
  ///
  /// The decision is the one that `decide` gives for the same request and time. Looks at every
  /// layer, also behind the one that decided; allocates what `trace` has no room for.
  ///
  /// - Throws: as `decide`; the trace is as before.
  /// - Complexity: O(c + s): condition keys sent, entries of all layers for the action's service.
  package func explain(
    _ request: borrowing AuthorizationRequest,
    secondsSinceEpoch: Int,
    trustsContext: Bool,
    into trace: inout TracedDecision
  ) throws(RequestFault) {
    try withQuestion(
      for: request,
      secondsSinceEpoch: secondsSinceEpoch,
      trustsContext: trustsContext
    ) { question in
      trace.begin(decide(question))
      RulingTrace(question).retell(into: &trace)
    }
  }
}
