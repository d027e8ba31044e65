import PosternEngine

// What the engine refuses, in the words of every interface.
extension RequestFault {
  /// The code that a caller gets.
  var apiCode: APIErrorCode {
    switch code {
    case .badPrincipal, .badSessionName: .invalidPrincipal
    case .badAction: .invalidAction
    case .badResource, .otherAccount: .invalidResource
    case .badContextKey, .badTime, .listForSingleValue: .invalidContext
    case .derivedContextKey: .derivedKey
    case .duplicateContextKey: .duplicateKey
    case .tooLarge: .limitExceeded
    }
  }

  /// The part of the question that it is about.
  var part: QuestionPart {
    switch code {
    case .badPrincipal, .badSessionName: .principal
    case .badAction: .action
    case .badResource: .resource
    case .otherAccount: .resourceAccount
    case .badContextKey, .badTime, .listForSingleValue, .derivedContextKey, .duplicateContextKey,
      .tooLarge:
      .entry
    }
  }
}
