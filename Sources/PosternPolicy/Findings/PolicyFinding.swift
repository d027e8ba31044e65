package import PosternText

/// Something in a legal policy that is probably not what its author meant; it never blocks a write.
package struct PolicyFinding: Hashable, Sendable {
  /// The closed list of findings; the raw value is what the interfaces show.
  package enum Code: String, Sendable, CaseIterable {
    /// An action that matches nothing (G-33, M-05).
    case actionNeverMatches
    /// A policy variable where it is plain text (V-02, M-03).
    case variableIsPlainText
    /// Text that looks like a policy variable and is none (G-40).
    case malformedVariable
    /// A condition key without a prefix, which no request has (G-26).
    case keyWithoutPrefix
    /// A key of a family of tags without the tag's name (G-27).
    case keyWithoutTagName
    /// An empty list of operands (C-04).
    case emptyOperands
    /// A set operator on `Null`, which always or never holds (C-24).
    case constantNull
    /// A grant under `ForAllValues`, which also holds when the key is missing (C-34).
    case missingKeyAllowed
    /// A grant under `ForAnyValue…IfExists`, which also holds when the key is missing (U-4).
    case missingKeyAllowedBySuffix
    /// A date that is on no calendar and matches nothing (C-52).
    case dateNeverMatches
    /// An operand of `Bool` or `Null` that is neither `true` nor `false` and counts as false (4.4,
    /// C-21).
    case operandCountsAsFalse
    /// The name of a session, or the id of a role, where a key never has one (5.1).
    case operandNeverMatches
    /// A wildcard in the word that says what type a resource has (M-19).
    case wildcardInResourceType
    /// A wildcard in the service of a resource (U-8).
    case wildcardInService
    /// An ARN of fewer than six parts, filled with `*` (M-18).
    case shortARN
    /// A policy variable before the sixth part of a resource, where the language does not promise
    /// to replace it (V-04).
    case variableInHead
    /// An ARN that matches nothing (M-18).
    case resourceNeverMatches
    /// `NotPrincipal`, in which sessions cannot be wildcarded (M-44).
    case notPrincipal
    /// A principal that stands for nobody here.
    case principalNeverMatches
    /// Everyone may assume the role, within the conditions (table 1.5).
    case everyoneTrusted
    /// An identity provider with the action of another kind of provider (G-61).
    case providerMismatch
    /// An action that its service does not describe.
    case unknownAction
    /// A condition key that its service does not describe.
    case unknownConditionKey
    /// An operator for other values than the condition key has.
    case operatorTypeMismatch
    /// An operator without `ForAnyValue:` or `ForAllValues:` on a key with many values (C-31).
    case scalarOperatorOnList
  }

  /// How much it matters.
  package enum Severity: String, Sendable, CaseIterable {
    /// A part of the policy has no effect.
    case error
    /// The policy grants more than it seems to.
    case security
    /// Legal and seldom meant.
    case warning
  }

  /// Which finding.
  package let code: Code
  /// How much it matters.
  package let severity: Severity
  /// A sentence for the author: lower case, no full stop.
  package let message: String
  /// The statement's place in the document, counted from 0.
  package let statementIndex: Int
  /// Where.
  package let position: TextPosition
}
