import Glibc

/// What the system refused to do, in its own words.
package struct SystemFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file or stream that it is about.
  package let subject: String
  /// The system's sentence.
  package let message: String

  /// Creates a failure from the number that the system left behind.
  init(subject: String, errorNumber: Int32) {
    self.subject = subject
    // SAFETY: the system returns a text of its own that ends with NUL; it is copied at once.
    message = unsafe String(cString: strerror(errorNumber)).lowercased()
  }

  /// The file and the sentence.
  package var description: String { "\(subject): \(message)" }
}
