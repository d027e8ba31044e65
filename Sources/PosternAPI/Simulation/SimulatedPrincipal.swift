import PosternModel
import PosternPolicy

/// Which names a simulated question may ask for: those from which a caller can be told without a
/// store (table 2.4).
enum SimulatedPrincipal {
  /// Whether a text names a caller: `anonymous`, a service, a provider or an ARN of one.
  static func isNamed(by text: String) -> Bool {
    guard text.hasPrefix("arn:") else { return text == "anonymous" || isHostName(text) }
    guard let arn = ARN(text), isOfAccount(arn) else { return false }
    let parts = arn.resource.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty }) else { return false }
    switch (arn.service, parts[0]) {
    case ("iam", "root"): return parts.count == 1
    case ("iam", "user"), ("iam", "role"), ("iam", "saml-provider"), ("iam", "oidc-provider"):
      return parts.count > 1
    case ("sts", "assumed-role"): return parts.count == 3 && PrincipalName.isName(parts[2])
    case ("sts", "federated-user"): return parts.count == 2
    default: return false
    }
  }

  /// Whether a text names a session that somebody issued.
  static func isIssued(_ text: String) -> Bool {
    guard let arn = ARN(text) else { return false }
    return arn.service == "sts" && arn.resource.hasPrefix("federated-user/")
  }

  /// Whether a text names who may issue a session: a user or the root of an account.
  static func isIssuer(_ text: String) -> Bool {
    guard isNamed(by: text), let arn = ARN(text), arn.service == "iam" else { return false }
    return arn.resource == "root" || arn.resource.hasPrefix("user/")
  }

  private static func isOfAccount(_ arn: ARN) -> Bool {
    !arn.partition.isEmpty && arn.region.isEmpty && AccountID(arn.account) != nil
  }

  /// Services and providers are named like hosts; a provider may have a path behind its host.
  private static func isHostName(_ text: String) -> Bool {
    let host = text.utf8.prefix { $0 != UInt8(ascii: "/") }
    let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isSpaced = text.utf8.contains { $0 <= UInt8(ascii: " ") || $0 >= 0x7F }
    return labels.count > 1 && !isSpaced
      && labels.allSatisfy { label in !label.isEmpty && label.allSatisfy(isHostCharacter) }
  }

  private static func isHostCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
