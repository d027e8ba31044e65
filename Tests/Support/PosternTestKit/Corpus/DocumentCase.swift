package import PosternModel
package import PosternPolicy
import PosternText

/// A case of the corpus: a document, and whether a store accepts it.
package struct DocumentCase: Sendable {
  /// The file below the corpus, and the case's number in it.
  package let place: String
  /// What the case shows.
  package let description: String
  /// The rules it tests.
  package let rules: [String]
  /// The kind of the policy.
  package let kind: PolicyKind
  /// The raw text of the document.
  package let text: String
  /// Whether a store accepts it.
  package let isAccepted: Bool
  /// The code of the refusal, where the rules fix it.
  package let code: String?
  /// The whole text of the refusal, where the rules fix it.
  package let message: String?
  /// A part of that text, where the rules fix only that.
  package let messagePart: String?
  /// The line of the fault, counted from 1, where the rules fix it.
  package let line: Int?
  /// The column of the fault, counted from 1 in Unicode scalars, where the rules fix it.
  package let column: Int?

  /// What is wrong about a parser's answer, a refusal or nil for none; nil when nothing is.
  package func problem(with refusal: PolicyError?) -> String? {
    guard let refusal else { return isAccepted ? nil : "accepted" }
    let said =
      "refused with \(refusal.code.rawValue), `\(refusal.message)` at \(refusal.position.line):"
      + "\(refusal.position.column): \(refusal.detail)"
    let isExpected =
      !isAccepted && (code ?? refusal.code.rawValue) == refusal.code.rawValue
      && (message ?? refusal.message) == refusal.message
      && refusal.message.contains(messagePart ?? "")
      && (line ?? refusal.position.line) == refusal.position.line
      && (column ?? refusal.position.column) == refusal.position.column
    return isExpected ? nil : said
  }
}
