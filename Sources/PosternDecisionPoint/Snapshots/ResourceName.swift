import PosternModel

/// The name of a resource of one account, as requests are compared with it: the first five parts of
/// the ARN ignore case (table 1.7).
struct ResourceName: Hashable {
  private let account: AccountID
  private let bytes: [UInt8]
  /// Where the sixth part of the ARN begins.
  private let start: Int

  /// Reads the name of the resource that a policy is attached to.
  init(_ policy: ResourcePolicy) {
    var colonCount = 0
    var start = 0
    var bytes = Array(policy.resource.utf8)
    for index in bytes.indices where colonCount < 5 {
      if bytes[index] == UInt8(ascii: ":") { colonCount += 1 }
      if bytes[index] &- UInt8(ascii: "A") < 26 { bytes[index] |= 0x20 }
      start = index + 1
    }
    self.init(account: policy.account, bytes: bytes, start: start)
  }

  private init(account: AccountID, bytes: [UInt8], start: Int) {
    self.account = account
    self.bytes = bytes
    self.start = start
  }

  /// The names of what the resource lies below, the nearest one first: `b/k` and `b` for `b/k/x`
  /// (G-63).
  var above: [ResourceName] {
    bytes.indices.dropFirst(start + 1).reversed()
      .filter { bytes[$0] == UInt8(ascii: "/") || bytes[$0] == UInt8(ascii: ":") }
      .map { ResourceName(account: account, bytes: Array(bytes[..<$0]), start: start) }
  }
}
