extension Request {
  /// Whether the request says that it is a call of gRPC: `POST`, and a content type that begins
  /// with `application/grpc` and is not another word.
  package var isCall: Bool {
    // Most requests are no calls, and two bytes of their paths say so: no service is called `v1`.
    guard method == .post, !(path.count > 2 && path[1] == UInt8(ascii: "v") && path[2] < 0x3A),
      let type = contentType
    else { return false }
    let name = "application/grpc"
    guard type.count >= name.utf8.count, type.starts(with: name.utf8) else { return false }
    let rest = type.dropFirst(name.utf8.count)
    guard let next = rest.first else { return true }
    return next == UInt8(ascii: "+") || next == UInt8(ascii: ";")
  }

  /// How long the client waits, and how it says that messages are compressed.
  var callTimeout: CallTimeout { CallTimeout(fields.value(of: "grpc-timeout")) }
}
