import PosternText

extension Request {
  /// Whether the request says that it is a call of gRPC: `POST`, and a content type that begins
  /// with `application/grpc` and is not another word.
  package var isCall: Bool {
    // Most requests are no calls, and two bytes of their paths say so: no service is called `v1`.
    guard method == .post, !(path.count > 2 && path[1] == UInt8(ascii: "v") && path[2] < 0x3A),
      let type = contentType
    else { return false }
    let text = type.span
    let name: StaticString = "application/grpc"
    let byteCount = name.utf8CodeUnitCount
    guard text.count >= byteCount, text.isEqual(0..<byteCount, to: name) else { return false }
    guard text.count > byteCount else { return true }
    return text[byteCount] == UInt8(ascii: "+") || text[byteCount] == UInt8(ascii: ";")
  }

  /// How long the client waits, and how it says that messages are compressed.
  var callTimeout: CallTimeout { CallTimeout(fields.value(of: "grpc-timeout")) }
}
