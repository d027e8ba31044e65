/// The part of a question that a mistake is about.
enum QuestionPart {
  case principal
  case action
  case resource
  case resourceAccount
  /// An entry of the context, or of one of the maps that become context; or the question as a
  /// whole, when no entry is named.
  case entry

  /// Its place in a question as a pointer (RFC 6901); nil for an entry, which has its own name.
  var pointer: String? {
    switch self {
    case .principal: "/principal"
    case .action: "/action"
    case .resource: "/resource"
    case .resourceAccount: "/resourceAccount"
    case .entry: nil
    }
  }
}
