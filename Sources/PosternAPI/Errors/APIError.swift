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
  package let place: Place?

  /// Where in a text an error stands.
  package enum Place: Equatable, Sendable {
    /// A byte of the request's text; its line and column are counted when somebody reads them,
    /// since a batch with an error in each item would count the whole text as often.
    case byte(Int)
    /// A place that was counted already, such as one in a document inside of the text.
    case position(TextPosition)
  }

  /// Creates an error about a place in the request's body.
  package init(
    _ code: APIErrorCode,
    _ message: String,
    pointer: String?,
    position: TextPosition?
  ) {
    self.init(code, message, pointer: pointer, place: position.map(Place.position))
  }

  init(_ code: APIErrorCode, _ message: String, pointer: String?, place: Place?) {
    self.code = code
    self.message = message
    self.pointer = pointer
    self.place = place
  }

  /// Creates an error that is not about a place in the body.
  package init(_ code: APIErrorCode, _ message: String) {
    self.init(code, message, pointer: nil, position: nil)
  }

  /// Compares by code and place, so that a sentence can be improved.
  package static func == (left: APIError, right: APIError) -> Bool {
    left.code == right.code && left.pointer == right.pointer && left.place == right.place
  }
}
