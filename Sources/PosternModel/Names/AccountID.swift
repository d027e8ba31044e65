/// The twelve decimal digits that name an account.
package struct AccountID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The twelve digits.
  package let text: String

  /// Creates an account id from exactly twelve ASCII digits, else returns nil.
  package init?(_ text: String) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard text.utf8.count == 12, text.utf8.allSatisfy(digits.contains) else { return nil }
    self.text = text
  }

  /// The twelve digits.
  package var description: String { text }

  /// Orders account ids by their digits.
  package static func < (left: AccountID, right: AccountID) -> Bool { left.text < right.text }
}
