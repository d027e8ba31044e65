import PosternModel
import PosternText

/// What names must look like to be any use in a question or in a header field: what is found wrong
/// only when the first request comes, is found too late.
enum WireName {
  /// Whether a text can name a header field (RFC 9110 §5.1).
  static func isField(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(\.isTokenCharacter)
  }

  /// Whether a text can name a method; their names are told apart by case, and all in use are in
  /// capitals.
  static func isMethod(_ text: String) -> Bool {
    isField(text) && !text.utf8.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
  }

  /// Whether a text can stand in a header field and ends no line there.
  static func isPrintable(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  /// Whether a text can be the prefix of a service's actions.
  static func isService(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
  }

  /// Whether a text is an action of a question: one colon with something on both sides.
  static func isAction(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ",") }
  }

  /// Whether a text is a resource of a question.
  static func isResource(_ text: String) -> Bool {
    text == "*" || ARN(text).map { !$0.resource.isEmpty } == true
  }

  /// Whether a text is a principal of a question: an ARN, whose account has twelve digits where the
  /// entities are, or the name of a service.
  ///
  /// A role asks nothing, its sessions do.
  static func isPrincipal(_ text: String) -> Bool {
    guard text.hasPrefix("arn:") else {
      return text == "anonymous" || (text.contains(".") && !text.contains(":"))
    }
    guard let arn = ARN(text), !arn.resource.isEmpty else { return false }
    if arn.service == "iam", arn.resource.hasPrefix("role/") { return false }
    return AccountID(arn.account) != nil || !["iam", "sts"].contains(arn.service)
  }

  /// Whether a text is a condition key with the prefix that all in requests have.
  static func isConditionKey(_ text: String) -> Bool {
    let parts = text.utf8.split(
      separator: UInt8(ascii: ":"),
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }
}
