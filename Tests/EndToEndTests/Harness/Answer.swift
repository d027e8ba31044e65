/// What a client got for one question.
struct Answer {
  /// The status of the response.
  let status: Int
  /// The version of HTTP that was spoken, such as `2`.
  let version: String
  /// The body; nil when it is not JSON.
  let body: JSON?
  /// The body as it came.
  let text: String
}
