import PosternTransport

/// The one media type that decision requests have.
enum JSONMediaType {
  /// Says what is wrong with how the request declares its body, for the client; nil when it is JSON
  /// as it stands.
  ///
  /// What is compressed is not decompressed: few bytes could become many (RFC 9110 §8.4).
  static func fault(of request: borrowing Request) -> String? {
    guard isDeclared(by: request) else { return "the body must be declared as `application/json`" }
    guard request.fields.index(of: "content-encoding") == nil else {
      return "the body must be sent as it is, without `content-encoding`"
    }
    return nil
  }

  /// Tells whether the request says, once, that its body is `application/json`; parameters are
  /// allowed.
  ///
  /// The name's case does not matter (RFC 9110 §8.3.1).
  private static func isDeclared(by request: borrowing Request) -> Bool {
    guard let field = request.fields.onlyIndex(of: "content-type") else { return false }
    // Nearly every client writes it so; what follows is for the others.
    if request.fields.hasValue("application/json", at: field) { return true }
    var rest = request.fields.value(at: field)
    for expected in "application/json".utf8 {
      guard let byte = rest.popFirst(), lowercase(byte) == expected else { return false }
    }
    let space: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\t")]
    guard let next = rest.first(where: { !space.contains($0) }) else { return true }
    return next == UInt8(ascii: ";")
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
