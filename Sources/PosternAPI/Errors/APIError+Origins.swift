import PosternText
import PosternTransport

extension APIError {
  /// Creates the answer to a body that the JSON scanner refused.
  init(_ error: JSONSyntaxError) {
    let code: APIErrorCode =
      switch error.code {
      case .duplicateMember: .duplicateMember
      case .tooLarge: .bodyTooLarge
      case .tooDeep, .tooManyValues, .numberTooLong: .limitExceeded
      case .unexpectedCharacter, .unexpectedEnd, .trailingText, .invalidNumber, .invalidEscape,
        .loneSurrogate, .invalidUTF8, .forbiddenCharacter:
        .malformedJSON
      }
    self.init(code, error.message, pointer: error.pointer, position: error.position)
  }

  /// Creates the answer that the transport must give before a route has seen the request.
  init(_ rejection: TransportRejection) {
    switch rejection {
    case .bodyTooLarge: self.init(.bodyTooLarge, "the body is longer than this listener takes")
    case .expectationUnknown:
      self.init(.expectationFailed, "`expect` may say `100-continue` and nothing else")
    case .headersTooLarge: self.init(.headersTooLarge, "the header fields are too long or too many")
    case .malformed: self.init(.malformedRequest, "the bytes are no HTTP request")
    case .overloaded: self.init(.overloaded, "too many unfinished bodies wait on this connection")
    case .requestTooSlow: self.init(.requestTimeout, "the request did not come in time")
    case .targetTooLong: self.init(.targetTooLong, "the target of the request is too long")
    case .tunnel: self.init(.notImplemented, "this server is no proxy, and makes no tunnels")
    case .twoHosts:
      self.init(.malformedRequest, "`host` names another server than `:authority`")
    case .versionUnknown:
      self.init(.versionNotSupported, "only HTTP/1.0, HTTP/1.1 and HTTP/2 are spoken here")
    }
  }

  /// Creates an error about a value of the body, where it begins.
  init(
    _ code: APIErrorCode,
    _ message: String,
    at node: Int,
    of tape: JSONTape,
    in text: Span<UInt8>
  ) {
    self.init(code, message, about: node, pointer: tape.pointer(to: node, of: text), tape)
  }

  /// Creates an error about a member that the object at `node` should have and has not.
  init(missing member: String, from node: Int, of tape: JSONTape, in text: Span<UInt8>) {
    let pointer = "\(tape.pointer(to: node, of: text))/\(member)"
    self.init(
      .missingMember,
      "the member `\(member)` is missing",
      about: node,
      pointer: pointer,
      tape
    )
  }

  private init(
    _ code: APIErrorCode,
    _ message: String,
    about node: Int,
    pointer: String,
    _ tape: JSONTape
  ) {
    // A string's range leaves its quotes out; a person looks for the opening one.
    let start = tape.byteRange(node).lowerBound - (tape.kind(node) == .string ? 1 : 0)
    self.init(code, message, pointer: pointer, place: .byte(start))
  }
}
