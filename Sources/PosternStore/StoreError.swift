/// Why the store refused or failed; the store's contents are as before the call.
///
/// Equality is by code.
package struct StoreError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The closed list of reasons.
  package enum Code: String, Sendable {
    /// The file cannot be opened or created.
    case cannotOpen
    /// The file is not a store, or is damaged.
    case damaged
    /// The file was written by a newer version of this program.
    case newerSchema
    /// Two entities of one kind have the same name, ARN or unique id.
    case duplicate
    /// An entity refers to another one that is not in the contents.
    case unknownReference
    /// A value is outside what the schema allows.
    case invalidValue
    /// A value is too large for the database.
    case tooLarge
    /// Another process holds the store.
    case busy
    /// The disk or the memory is used up, or cannot be written.
    case outOfRoom
    /// Anything else that the database reports.
    case failed
  }

  /// Which of the reasons.
  package let code: Code
  /// What the store was working on: a path, a table or an entity.
  package let subject: String
  /// A sentence for people.
  package let message: String

  /// Creates an error.
  package init(code: Code, subject: String, message: String) {
    self.code = code
    self.subject = subject
    self.message = message
  }

  /// The subject and the sentence.
  package var description: String { "`\(subject)`: \(message)" }

  /// Compares the reasons alone.
  package static func == (left: StoreError, right: StoreError) -> Bool { left.code == right.code }
}
