import PosternDecisionPoint
import PosternModel
import PosternPolicy
import PosternText

extension APIError {
  /// Creates the answer to policies that cannot be compiled.
  ///
  /// The pointer is the document's place in the line, line and column are the fault's place in the
  /// document.
  init(_ error: LoadError) {
    switch error {
    case .policy(let name, let error, let origin):
      let advice = error.help.map { "; \($0)" } ?? ""
      let code: APIErrorCode =
        switch error.code {
        case .malformed: .malformedPolicy
        case .limitExceeded, .packedPolicyTooLarge: .policyTooLong
        }
      self.init(
        code,
        "policy `\(name.prefix(64))`: \(error.detail)\(advice)",
        pointer: origin?.file,
        position: error.position
      )
    case .limit(let sentence):
      self.init(.limitExceeded, sentence, pointer: "/policies", position: nil)
    }
  }
}
