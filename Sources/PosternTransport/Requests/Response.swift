/// What a handler answers.
///
/// One response is reused for all requests of an event loop, so that its body keeps its capacity: a
/// handler appends to `body` and never assigns a new array when it can avoid that.
package struct Response {
  /// The status, 200 to 599.
  package var status: UInt16 = 200
  /// What the body is.
  package var contentType: ContentType = .json
  /// The methods for the `allow` field, which a 405 answer needs; empty leaves the field out.
  package var allow: MethodSet = []
  /// The body.
  package var body: [UInt8] = []

  /// Makes an empty 200 answer in JSON.
  package init() {}

  /// Makes it an empty 200 answer in JSON again.
  package mutating func removeAll() {
    status = 200
    contentType = .json
    allow = []
    body.removeAll(keepingCapacity: body.capacity <= Request.keptByteCountMax)
  }
}
