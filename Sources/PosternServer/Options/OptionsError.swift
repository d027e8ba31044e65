/// An option that is refused.
package struct OptionsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Which of the reasons.
  package enum Code: Sendable {
    /// An address that is not written as one.
    case malformedAddress
    /// An address that other machines could reach.
    case remoteListener
    /// Files or rules of encryption that do not go together.
    case malformedTLS
    /// Something that only Unix sockets have, asked of another address.
    case notASocket
    /// A socket that the service manager has not given, or that nobody asked for.
    case missingSocket
    /// A user or group that this machine does not know.
    case unknownAccount
    /// No listener for questions.
    case noListener
    /// An address that two listeners have.
    case sharedAddress
    /// No directory.
    case missingDirectory
    /// A condition key without a value.
    case malformedContext
    /// Facts about a principal from callers that are not trusted to know them.
    case untrustedFacts
    /// A number that is too small or too large.
    case outOfRange
  }

  /// Which of the reasons.
  package let code: Code
  /// The option or address that is refused.
  package let subject: String
  /// A sentence: lower case, no full stop.
  package let message: String

  /// Creates an error; the sentence is in lower case and ends without a full stop.
  package init(_ code: Code, subject: String, _ message: String) {
    self.code = code
    self.subject = subject
    self.message = message
  }

  /// The option and the sentence.
  package var description: String { "\(subject): \(message)" }

  /// Compares by code, so that a sentence can be improved.
  package static func == (left: OptionsError, right: OptionsError) -> Bool {
    left.code == right.code
  }
}
