package import PosternEngine
package import PosternModel

/// Answers requests on one event loop: the loop's own reference to the snapshot, and its scratch
/// space.
///
/// Not `Sendable`: one loop makes it, uses it and drops it.
package final class Authorizer {
  private let decisionPoint: DecisionPoint
  private let trustsContext: Bool
  private let secondsSinceEpoch: () -> Int
  private var generation: UInt64
  /// How the last decision that was explained came about.
  private var trace = TracedDecision()
  /// The snapshot that was adopted last.
  ///
  /// Apart from its evaluator: it is only read and replaced, so that the compiler needs not guard
  /// it against use while it changes.
  private var snapshot: PolicySnapshot?
  /// The evaluator that was made for the snapshot.
  private var evaluator: Evaluator?

  /// Creates an authorizer for one loop.
  ///
  /// - Parameters:
  ///   - decisionPoint: where the snapshots come from.
  ///   - trustsContext: whether requests may set condition keys that the engine derives itself.
  ///   - secondsSinceEpoch: the clock, in whole seconds since 1970.
  package init(
    decisionPoint: DecisionPoint,
    trustsContext: Bool,
    secondsSinceEpoch: @escaping () -> Int
  ) {
    self.decisionPoint = decisionPoint
    self.trustsContext = trustsContext
    self.secondsSinceEpoch = secondsSinceEpoch
    generation = 0
  }

  /// Adopts the newest snapshot; called once for each request or batch.
  ///
  /// - Complexity: O(1) without a publication since the last call, and with one that mentions no
  ///   names for the first time; else allocates the scratch space anew.
  package func refresh() {
    guard decisionPoint.currentGeneration != generation else { return }
    guard let (snapshot, newest) = decisionPoint.newest else { return }
    generation = newest
    if evaluator?.adopt(snapshot.compiled) != true {
      evaluator = Evaluator(snapshot: snapshot.compiled, limits: decisionPoint.limits)
    }
    let old = self.snapshot
    self.snapshot = snapshot
    if let old { DecisionPoint.letGo(of: consume old) }
  }

  /// Whether there is a snapshot to decide by.
  package var isReady: Bool { snapshot != nil }

  /// The revision that is decided by; 0 without a snapshot.
  package var revision: UInt64 { snapshot?.revision ?? 0 }

  /// Decides one request.
  ///
  /// - Throws: what is wrong with the request; nothing was decided.
  /// - Complexity: as `Evaluator.decide`; does not allocate.
  package func authorize(
    _ request: borrowing AuthorizationRequest
  ) throws(RequestFault) -> Decision {
    let decision = try evaluator?.decide(
      request,
      secondsSinceEpoch: secondsSinceEpoch(),
      trustsContext: trustsContext
    )
    // Nobody asks before there is a snapshot; if somebody does, nothing is allowed.
    return decision
      ?? Decision(outcome: .implicitDeny, layer: .identity, cause: .fault, statement: nil)
  }

  /// Decides one request and explains it in full; nil without a snapshot.
  ///
  /// The words of policies that belong to another account than the caller's are left out (6.9).
  ///
  /// - Throws: as `authorize`.
  /// - Complexity: as `Evaluator.explain`; allocates.
  package func explain(
    _ request: borrowing AuthorizationRequest
  ) throws(RequestFault) -> Explanation? {
    guard let snapshot else { return nil }
    try evaluator?.explain(
      request,
      secondsSinceEpoch: secondsSinceEpoch(),
      trustsContext: trustsContext,
      into: &trace
    )
    return Explanation(
      trace,
      by: snapshot,
      principal: request.string(request.principal),
      withholdsForeign: true
    )
  }

  /// Describes a statement that a decision of the adopted snapshot named; nil without a snapshot.
  package func statement(_ number: UInt32) -> StatementDescription? {
    snapshot?.statement(number)
  }

  /// Tells where a statement stands that a decision of the adopted snapshot named; nil without a
  /// snapshot.
  package func place(of statement: UInt32) -> StatementPlace? {
    snapshot?.place(of: statement)
  }

  /// Appends the sentence that tells a person why a request was denied (policy-semantics 6.9).
  ///
  /// The clause about the resource is as `appendResource` writes it.
  package func appendMessage(
    for decision: Decision,
    of request: borrowing AuthorizationRequest,
    to bytes: inout [UInt8]
  ) {
    DenialMessage.appendSubject(of: request, to: &bytes)
    appendResource(of: request, to: &bytes)
    DenialMessage.appendReason(decision, of: request, to: &bytes)
  }

  /// Appends the clause that names what a request was decided on, which need not be what it asked
  /// for: nothing for an action without a resource, what its service says for one that has a
  /// resource of its own (M-17).
  package func appendResource(
    of request: borrowing AuthorizationRequest,
    to bytes: inout [UInt8]
  ) {
    DenialMessage.appendResource(to: &bytes) { bytes in
      if evaluator?.appendDescribedResource(of: request, to: &bytes) == true { return }
      bytes.append(contentsOf: request.text[request.resource.bounds])
    }
  }
}
