/// Why a question cannot be put to the policies: the caller's mistake, never a decision.
package struct RequestFault: Error, Equatable, Sendable {
  /// The closed list of mistakes.
  package enum Code: String, Sendable {
    /// The principal is neither an ARN nor a name that principals can have.
    case badPrincipal
    /// The name of the principal's session is none.
    case badSessionName
    /// The action is not `service:Name`.
    case badAction
    /// The resource is neither a six-part ARN nor `*`.
    case badResource
    /// The account that is sent for the resource is not the one in its ARN, or not the one whose
    /// policy the resource carries.
    case otherAccount
    /// A condition key is empty.
    case badContextKey
    /// A condition key that the engine derives itself was sent (class E, K-02).
    case derivedContextKey
    /// A list was sent for a key that has one value by its type (C-30).
    case listForSingleValue
    /// Two condition keys differ only by letter case (K-01).
    case duplicateContextKey
    /// The value of a condition key that tells the time is no time.
    case badTime
    /// The request is above one of its bounds.
    case tooLarge
  }

  /// Which mistake.
  package let code: Code
  /// The place of the context entry it is about, nil when it is about another part.
  package let entry: Int?

  /// Creates a fault.
  package init(_ code: Code, entry: Int?) {
    self.code = code
    self.entry = entry
  }

  /// A sentence for the caller, without the offending text.
  package var message: String {
    switch code {
    case .badPrincipal: "the principal must be an ARN of six parts"
    case .badSessionName:
      "the name of a session has at most 64 characters, letters, digits and `_+=,.@-`"
    case .badAction: "the action must be `service:Name`"
    case .badResource: "the resource must be an ARN of six parts, or `*`"
    case .otherAccount: "the resource is another account's"
    case .badContextKey: "a condition key must not be empty"
    case .derivedContextKey: "this condition key is set by Postern itself, leave it out"
    case .listForSingleValue: "this condition key has one value, not a list"
    case .duplicateContextKey: "this condition key was given before, keys ignore letter case"
    case .badTime:
      "this condition key tells the time: expected a date such as `2026-01-02T03:04:05Z`, or whole "
        + "seconds since 1970; `aws:EpochTime` takes seconds only"
    case .tooLarge: "the request has too many condition keys or values, or one that is too long"
    }
  }
}
