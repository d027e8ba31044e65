import PosternText

extension Request {
  /// Whether the request says that it is a call of gRPC with messages of protocol buffers: `POST`,
  /// and the content type `application/grpc` or `application/grpc+proto`.
  package var isCall: Bool {
    // Most requests are no calls, and two bytes of their paths say so: no service is called `v1`.
    guard method == .post,
      !(path.count > 3 && path[1] == UInt8(ascii: "v") && path[3] == UInt8(ascii: "/")),
      let type = fields.index(of: "content-type")
    else { return false }
    return fields.hasValue("application/grpc", at: type)
      || Request.isCallType(fields.value(at: type))
  }

  /// Whether a media type is that of calls, in any case (RFC 9110 §8.3.1), with parameters or
  /// without.
  private static func isCallType(_ type: ArraySlice<UInt8>) -> Bool {
    // The first letter of the subtype tells nearly all others apart.
    guard type.count > 12, type[type.startIndex + 12] | 0x20 == UInt8(ascii: "g") else {
      return false
    }
    let word = type.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
    let name = String(decoding: word, as: UTF8.self).lowercased()
    return name == "application/grpc" || name == "application/grpc+proto"
  }

  /// How long the client waits, and how it says that messages are compressed.
  var callTimeout: CallTimeout { CallTimeout(fields.value(of: "grpc-timeout")) }
}
