import NIOCore
import PosternText

/// What the host that a request names must look like, on either version of HTTP.
enum HostRules {
  /// Whether a text is a host with or without a port: a name, an address, or an address in
  /// brackets (RFC 3986 §3.2.2); without a user, which has no place in a request (RFC 9113 §8.3.1).
  static func isHost(_ text: Span<UInt8>) -> Bool {
    var place = 0
    if text.count > 0, text[0] == UInt8(ascii: "[") {
      place = 1
      var address = ""
      while place < text.count, isInBrackets(text[place]) {
        address.unicodeScalars.append(Unicode.Scalar(text[place]))
        place += 1
      }
      guard place < text.count, text[place] == UInt8(ascii: "]"),
        case .v6 = try? SocketAddress(ipAddress: address, port: 0)
      else { return false }
      place += 1
    } else {
      while place < text.count, isInName(text[place]) {
        guard text[place] != UInt8(ascii: "%") || isEncoding(at: place, of: text) else {
          return false
        }
        place += 1
      }
    }
    guard place < text.count else { return true }
    guard text[place] == UInt8(ascii: ":") else { return false }
    place += 1
    while place < text.count, text[place].isDigit { place += 1 }
    return place == text.count
  }

  /// Whether two hexadecimal digits stand behind a `%`.
  private static func isEncoding(at place: Int, of text: Span<UInt8>) -> Bool {
    place + 2 < text.count && Hex.value(of: text[place + 1]) != nil
      && Hex.value(of: text[place + 2]) != nil
  }

  private static func isInBrackets(_ byte: UInt8) -> Bool {
    isInName(byte) || byte == UInt8(ascii: ":")
  }

  /// Unreserved characters, those that delimit parts, and `%` of encodings.
  private static func isInName(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || nameMarks.utf8.contains(byte)
  }

  private static let nameMarks = "-._~!$&'()*+,;=%"
}
