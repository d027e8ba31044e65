/// A key and a value on an entity; keys are unique ignoring case, values are compared exactly
/// (K-01).
package struct Tag: Hashable, Sendable {
  /// 1 to 128 characters, case preserved.
  package let key: String
  /// 0 to 256 characters; an empty value is present.
  package let value: String

  /// Creates a tag; the caller has validated lengths and characters.
  package init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}
