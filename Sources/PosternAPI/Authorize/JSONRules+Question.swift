import PosternText

extension JSONRules {
  /// The rules of a body with questions: those of any request, up to this size.
  static func question(byteCountMax: Int) -> JSONRules {
    var rules = JSONRules.request
    rules.byteCountMax = byteCountMax
    return rules
  }
}
