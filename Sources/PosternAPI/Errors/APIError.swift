package import PosternText

/// Why a request got no decision: what the caller did wrong, or why Postern cannot answer now.
///
/// It is never a denial: a request that could not be decided must not look like one that was.
package struct APIError: Error, Equatable, Sendable {
  /// Which of the reasons; on the wire as `code`.
  package let code: APIErrorCode
  /// A sentence for a person: lower case, no full stop, user's text in backticks.
  package let message: String
  /// The place in the request's JSON (RFC 6901); nil when the error is not about one.
  package let pointer: String?
  /// The place in the request's text; nil when the error is not about one.
  package let position: TextPosition?

  /// Creates an error about a place in the request's body.
  package init(
    _ code: APIErrorCode,
    _ message: String,
    pointer: String?,
    position: TextPosition?
  ) {
    self.code = code
    self.message = message
    self.pointer = pointer
    self.position = position
  }

  /// Creates an error that is not about a place in the body.
  package init(_ code: APIErrorCode, _ message: String) {
    self.init(code, message, pointer: nil, position: nil)
  }

  /// Compares by code and place, so that a sentence can be improved.
  package static func == (left: APIError, right: APIError) -> Bool {
    left.code == right.code && left.pointer == right.pointer && left.position == right.position
  }
}
