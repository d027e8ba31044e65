/// The reason why a listener could not be opened, or its certificate not be taken.
package struct TransportError: Error, Equatable, Sendable {
  /// What kind of failure it is.
  package enum Code: Sendable, Equatable {
    /// Another process answers on the address.
    case addressInUse
    /// The address cannot be understood or does not belong to this machine.
    case addressInvalid
    /// The path of a Unix socket is taken by something that is not a socket.
    case pathOccupied
    /// A file of a certificate, of its key or of trusted roots cannot be used.
    case certificateRefused
    /// The operating system refused for another reason, often a missing permission.
    case refused
  }

  /// What kind of failure it is; two errors with the same code are equal.
  package let code: Code
  /// The address or the file as it was configured.
  package let subject: String
  /// A sentence for the operator: lower case, no full stop.
  package let message: String

  /// Makes an error; the sentence is lower case and ends without a full stop.
  package init(code: Code, subject: String, message: String) {
    self.code = code
    self.subject = subject
    self.message = message
  }

  /// Compares by code, so that tests and callers need not know the sentence.
  package static func == (left: TransportError, right: TransportError) -> Bool {
    left.code == right.code
  }
}
