import PosternModel
import PosternText

/// Actions: that there are some, and how each is written (G-21, G-30…G-33).
enum ActionRules {
  /// Throws when a statement has no actions.
  static func checkPresence(_ document: DocumentOutline) throws(PolicyError) {
    for statement in document.statements {
      guard let action = statement.action else { throw missingError(at: statement.start) }
      guard !action.element.entries.isEmpty else {
        throw .missingActions("the list of actions is empty", at: action.position)
      }
    }
  }

  /// Throws when an action is neither `*` nor `prefix:name`.
  static func checkNames(_ document: DocumentOutline) throws(PolicyError) {
    for statement in document.statements {
      for entry in statement.action?.element.entries ?? [] { try checkName(entry) }
    }
  }

  /// The error for a statement without `Action` and `NotAction`.
  static func missingError(at position: TextPosition) -> PolicyError {
    .missingActions("the statement has neither `Action` nor `NotAction`", at: position)
  }

  private static func checkName(_ entry: PolicyString) throws(PolicyError) {
    guard entry.text != "*" else { return }
    let parts = entry.text.utf8.split(
      separator: UInt8(ascii: ":"),
      omittingEmptySubsequences: false
    )
    guard parts.count > 1 else {
      throw .actionPrefix(
        "the action `\(entry.text.shown)` has no service prefix",
        help: "write it as `service:\(entry.text.shown)`",
        at: entry.position
      )
    }
    guard parts.count == 2 else {
      throw .actionColons(
        "the action `\(entry.text.shown)` has \(parts.count - 1) colons, expected one",
        at: entry.position
      )
    }
    guard !parts[0].isEmpty, parts[0].allSatisfy(isPrefixCharacter) else {
      let prefix = String(decoding: parts[0], as: UTF8.self)
      throw .actionVendor(
        prefix,
        "the service prefix `\(prefix.shown)` may only have letters, digits, dots and hyphens",
        at: entry.position
      )
    }
  }

  private static func isPrefixCharacter(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || byte | 0x20 &- UInt8(ascii: "a") < 26
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }
}
