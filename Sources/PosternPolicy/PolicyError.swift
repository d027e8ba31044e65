package import PosternText

/// Why a policy document is refused: one error per document, the first in the order of precedence.
///
/// Equality is by code, message and position.
package struct PolicyError: Error, Equatable, Sendable {
  /// The closed list of reasons that the interfaces tell apart.
  package enum Code: String, Sendable {
    /// The document is not understood as a whole.
    case malformed = "MalformedPolicyDocument"
    /// The document is above its quota (table 1.8).
    case limitExceeded = "LimitExceeded"
    /// The policies of a session take more room than it has (G-70).
    case packedPolicyTooLarge = "PackedPolicyTooLarge"
  }

  /// Which of the reasons.
  package let code: Code
  /// The sentence that existing tools know, such as `Syntax errors in policy.`.
  package let message: String
  /// What was expected and what stands there instead: lower case, no full stop, user's text in
  /// backticks.
  package let detail: String
  /// Advice, such as the name that was probably meant; nil when there is none.
  package let help: String?
  /// Where.
  package let position: TextPosition

  /// Creates an error.
  package init(
    code: Code,
    message: String,
    detail: String,
    help: String?,
    position: TextPosition
  ) {
    self.code = code
    self.message = message
    self.detail = detail
    self.help = help
    self.position = position
  }

  /// Compares what a user would see as the same error, detail and help apart.
  package static func == (left: PolicyError, right: PolicyError) -> Bool {
    left.code == right.code && left.message == right.message && left.position == right.position
  }
}
