import NIOHTTP1
import PosternText

/// What a request's head must hold beyond what NIO's decoder asks for.
///
/// The decoder takes some heads that another reader of the same bytes would frame or route in
/// another way; whoever stands in front could then take for one request what is two here.
enum HTTP1HeadRules {
  /// Why a request, which has taken everything that the head says, is refused by it alone; nil for
  /// one that is in order.
  static func rejection(
    of head: HTTPRequestHead,
    in request: borrowing Request,
    bodyByteCountMax: Int
  ) -> TransportRejection? {
    guard
      isTarget(head.uri, of: request.method), !request.hasFragment, namesOneHost(head),
      isFramed(head)
    else { return .malformed }
    guard expectation(of: head, in: request) != .unknown else { return .expectationUnknown }
    guard let length = head.headers.first(name: "content-length") else { return nil }
    // The decoder has seen that these are digits, so that only too many of them give no number.
    let byteCount = Int(Substring(value(length))) ?? .max
    return byteCount <= bodyByteCountMax ? nil : .bodyTooLarge
  }

  /// What the client wants to hear before it sends its body; nothing in HTTP/1.0, whatever it says
  /// (RFC 9110 §10.1.1).
  static func expectation(
    of head: HTTPRequestHead,
    in request: borrowing Request
  ) -> Expectation {
    head.version == .http1_1 ? Expectation(request.fields) : .none
  }

  /// Whether the connection may stay open: who also says `close` means it (RFC 9112 §9.3).
  static func keepsAlive(_ head: HTTPRequestHead) -> Bool {
    head.isKeepAlive && !members(of: "connection", in: head).contains("close")
  }

  /// Where the body of a request that is not refused ends.
  static func bodyEnd(of head: HTTPRequestHead) -> HTTP1BodyEnd {
    if head.headers.contains(name: "transfer-encoding") { return .chunked }
    let length = head.headers.first(name: "content-length")
    return HTTP1BodyEnd(byteCount: length.flatMap { Int(Substring(value($0))) } ?? 0)
  }

  /// The members of a field that is a list, in small letters (RFC 9110 §5.6.1).
  private static func members(of name: String, in head: HTTPRequestHead) -> [String] {
    head.headers[name].flatMap { $0.utf8.split(separator: UInt8(ascii: ",")) }
      .map { Substring(value(String(Substring($0)))).lowercased() }
      .filter { !$0.isEmpty }
  }

  /// The value of a field without the blanks around it, which the decoder leaves behind it
  /// (RFC 9112 §5.1).
  static func value(_ text: String) -> Substring.UTF8View {
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    var value = text.utf8[...].drop(while: isBlank)
    while let last = value.last, isBlank(last) { value.removeLast() }
    return value
  }

  /// The bytes of a field's value, those that the decoder could not read replaced.
  ///
  /// `HeaderFields.lostByte` stands in the place of each character that the decoder has put in.
  /// Nobody can tell it from one that was sent as such, which is taken for the same.
  static func bytes(of value: Substring.UTF8View) -> [UInt8] {
    let bytes = Array(value)
    guard !bytes.span.isASCII(0..<bytes.count) else { return bytes }
    let pieces = bytes.split(separator: mark, omittingEmptySubsequences: false)
    return Array(pieces.joined(separator: [HeaderFields.lostByte]))
  }

  /// The character that mended text has, U+FFFD.
  private static let mark: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// Whether a target is a path, or `*` for `OPTIONS` (RFC 9112 §3.2); one whose bytes the decoder
  /// has lost could be any path.
  private static func isTarget(_ target: String, of method: Method) -> Bool {
    if target == "*" { return method == .options }
    return target.utf8.first == UInt8(ascii: "/") && !target.unicodeScalars.contains("\u{FFFD}")
  }

  /// Whether one `host` is there and well formed; HTTP/1.0 may leave it out (RFC 9112 §3.2).
  private static func namesOneHost(_ head: HTTPRequestHead) -> Bool {
    let hosts = head.headers["host"]
    guard let host = hosts.first else { return head.version != .http1_1 }
    return hosts.count == 1 && HostRules.isHost(value(host).span)
  }

  /// Whether the body can be framed in one way only: `transfer-encoding` is `chunked` and nothing
  /// else, and only HTTP/1.1 has it (RFC 9112 §6.1).
  private static func isFramed(_ head: HTTPRequestHead) -> Bool {
    let encodings = head.headers["transfer-encoding"]
    guard let encoding = encodings.first else { return true }
    return encodings.count == 1 && Substring(value(encoding)).lowercased() == "chunked"
      && head.version == .http1_1 && !head.headers.contains(name: "content-length")
  }
}
