import PosternText

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
  /// More fields, which few answers have.
  package private(set) var fields = HeaderFields()
  /// Whether there are such fields.
  private(set) var addsFields = false
  /// How a gRPC call ends, in fields behind the body; nil for an answer that is none.
  package var callStatus: CallStatus?
  /// The body.
  package var body: [UInt8] = []

  /// Makes an empty 200 answer in JSON.
  package init() {}

  /// Adds a header field.
  ///
  /// One whose value has a line end or a zero in it is left out: it would reach a client as fields
  /// of its own (RFC 9110 §5.5), whoever has let it come this far.
  ///
  /// - Precondition: the name is in lower case and none of those that the transport writes itself.
  package mutating func addField(_ name: StaticString, _ value: Span<UInt8>) {
    for index in value.indices {
      let byte = value[index]
      if byte == 0x0A || byte == 0x0D || byte == 0 { return }
    }
    addsFields = true
    name.withBytes { fields.append(name: $0, value: value) }
  }

  /// Makes it an empty 200 answer in JSON again.
  package mutating func removeAll() {
    status = 200
    contentType = .json
    allow = []
    if addsFields { fields.removeAll() }
    addsFields = false
    callStatus = nil
    if !body.isEmpty {
      body.removeAll(keepingCapacity: body.capacity <= Request.keptByteCountMax)
    }
  }
}
