/// The last part of a role session's ARN: `assumed-role/role/session`.
enum SessionName {
  private static let word = Array("assumed-role/".utf8)
  private static let byteCountMax = 64
  /// A bit for each character of `0123456789+=,.-`, all below 64.
  private static let low: UInt64 = 0x23FF_7800_0000_0000
  /// A bit for each letter, `_` and `@`, all above.
  private static let high: UInt64 = 0x07FF_FFFE_87FF_FFFF

  /// Whether a text is a session's name: up to 64 of the characters that `RoleSessionName` may have
  /// (section 7.1).
  ///
  /// A single character is taken here, although credentials are never given to a session with so
  /// short a name.
  static func isValid(_ name: ByteSlice) -> Bool {
    guard name.count <= byteCountMax else { return false }
    for index in 0..<name.count {
      let byte = name[index]
      let bits = byte < 64 ? low : byte < 128 ? high : 0
      if bits &>> UInt64(byte & 63) & 1 == 0 { return false }
    }
    return true
  }

  /// Returns where the session's name begins in a principal's ARN whose sixth part begins at
  /// `resource`, or nil when it is not the ARN of a role session.
  static func start(in principal: ByteSlice, resource: Int) -> Int? {
    guard principal.count > resource + word.count else { return nil }
    for (index, byte) in word.enumerated() where principal[resource + index] != byte { return nil }
    let roleStart = resource + word.count
    for index in roleStart..<principal.count where principal[index] == UInt8(ascii: "/") {
      return index > roleStart && index + 1 < principal.count ? index + 1 : nil
    }
    return nil
  }
}
