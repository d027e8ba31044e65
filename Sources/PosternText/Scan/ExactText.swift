/// A text that is equal only to the same bytes.
///
/// Two strings are equal in Swift when they look alike, whatever characters they are made of: `é`
/// is `e` with an accent behind it, and the sign for kelvin is a K. Policies, names and tags are
/// compared without any of that (C-40), so that what is looked up, counted or compared by a user's
/// text is kept under this one.
package struct ExactText: Hashable, Sendable {
  /// The text.
  package let text: String

  /// Wraps a text.
  package init(_ text: String) {
    self.text = text
  }

  /// Compares byte by byte.
  package static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.utf8.span.isEqual(to: right.text.utf8.span)
  }

  /// Puts in the bytes.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(exactly: text)
  }
}

extension Hasher {
  /// Puts in a text by its bytes and their number.
  ///
  /// - Complexity: O(n) in the length of the text.
  package mutating func combine(exactly text: String) {
    let bytes = text.utf8.span
    combine(bytes.count)
    // SAFETY: the bytes are read inside the closure that lends them.
    unsafe bytes.withUnsafeBytes { unsafe combine(bytes: $0) }
  }
}
