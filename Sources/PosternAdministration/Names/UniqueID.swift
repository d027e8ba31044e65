internal import PosternCrypto

/// Ids that name an entity for ever, unlike its name.
package enum UniqueID {
  /// The four letters that say what an id names.
  package enum Prefix: String, Sendable {
    /// A user.
    case user = "AIDA"
    /// A group.
    case group = "AGPA"
    /// A role.
    case role = "AROA"
    /// A managed policy.
    case policy = "ANPA"
    /// An instance profile.
    case instanceProfile = "AIPA"
  }

  /// How many characters follow the prefix.
  private static let suffixCount = 17
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

  /// Returns the id of an entity that was read from a file which does not give one: the same for
  /// the same ARN, so that it survives every reload.
  package static func derived(from arn: String, prefix: Prefix) -> String {
    let digest = Digest.sha256(Array(arn.utf8).span)
    // 85 of the digest's 256 bits: five of each of the first 17 bytes.
    let suffix = digest.prefix(suffixCount).map { alphabet[Int($0 & 31)] }
    return prefix.rawValue + String(suffix)
  }
}
