/// One of the three maps that become context.
enum CallMap: UInt8 {
  case context
  case resourceTags
  case requestTags

  /// Its place in a question, as a pointer.
  var pointer: StaticString {
    switch self {
    case .context: "/context"
    case .resourceTags: "/resourceTags"
    case .requestTags: "/requestTags"
    }
  }

  /// What stands before the map's own key in the condition key.
  var keyPrefix: String {
    switch self {
    case .context: ""
    case .resourceTags: "aws:ResourceTag/"
    case .requestTags: "aws:RequestTag/"
    }
  }
}
