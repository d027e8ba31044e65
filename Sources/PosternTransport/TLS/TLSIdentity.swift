import Synchronization

/// The certificate of a listener, which can be replaced while it serves.
///
/// Connections keep what they began with; new ones get what was read last. Tickets of before a
/// change are not taken any more, so that nobody resumes what a new file of roots would refuse.
package final class TLSIdentity: Sendable {
  /// The files that are read.
  package let options: TLSOptions
  private let protocols: TLSProtocols
  private let current: Mutex<TLSContext>

  /// Reads the files.
  ///
  /// - Throws: `certificateRefused` with the first file that cannot be used.
  package init(_ options: TLSOptions, protocols: TLSProtocols) throws(TransportError) {
    self.options = options
    self.protocols = protocols
    current = Mutex(try TLSContext(options, protocols: protocols))
  }

  /// Reads the files again.
  ///
  /// - Throws: `certificateRefused` with the first file that cannot be used; what was read before
  ///   stays.
  package func reload() throws(TransportError) {
    let context = try TLSContext(options, protocols: protocols)
    current.withLock { $0 = context }
  }

  /// When the certificate ends to be valid, in seconds since 1970.
  package var certificateNotAfterSeconds: Int {
    current.withLock { $0.certificateNotAfterSeconds }
  }

  /// Makes the session of a new connection; nil only when there is no memory.
  package func makeSession() -> TLSSession? {
    TLSSession(context: current.withLock { $0 })
  }
}
