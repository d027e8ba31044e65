/// The last part of a role session's ARN: `assumed-role/role/session`.
enum SessionName {
  private static let word = Array("assumed-role/".utf8)

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
