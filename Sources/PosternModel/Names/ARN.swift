/// The name of a resource or a principal in six parts:
/// `arn:partition:service:region:account:resource`.
///
/// The text is split at its first five colons; the sixth part is the whole remainder and may hold
/// more colons and slashes (M-11). Nothing is normalised: the parts are as they were written.
package struct ARN: Hashable, Sendable, CustomStringConvertible {
  /// The partition, `aws` for most.
  package let partition: String
  /// The service prefix, such as `iam` or `s3`.
  package let service: String
  /// The region; empty for services without regions.
  package let region: String
  /// The account, twelve digits or empty.
  package let account: String
  /// Everything behind the fifth colon.
  package let resource: String

  /// Creates an ARN from its five variable parts, as they are.
  package init(
    partition: String,
    service: String,
    region: String,
    account: String,
    resource: String
  ) {
    self.partition = partition
    self.service = service
    self.region = region
    self.account = account
    self.resource = resource
  }

  /// Creates an ARN from a text with six parts that begins with `arn:`, else returns nil.
  ///
  /// - Complexity: O(n) in the length of the text.
  package init?(_ text: String) {
    // Bytes and not characters: a mark behind a colon would combine with it and hide it.
    let parts = text.utf8
      .split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
      .map(Substring.init)
    guard parts.count == 6, parts[0] == "arn" else { return nil }
    self.init(
      partition: String(parts[1]),
      service: String(parts[2]),
      region: String(parts[3]),
      account: String(parts[4]),
      resource: String(parts[5])
    )
  }

  /// The whole ARN.
  package var description: String {
    "arn:\(partition):\(service):\(region):\(account):\(resource)"
  }
}
