import PosternTransport

/// The one media type that decision requests have.
enum JSONMediaType {
  /// Tells whether the request says, once, that its body is `application/json`; parameters are
  /// allowed.
  ///
  /// The name's case does not matter (RFC 9110 §8.3.1).
  static func isDeclared(by request: borrowing Request) -> Bool {
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
