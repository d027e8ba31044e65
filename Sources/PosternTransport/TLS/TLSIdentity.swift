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
  private let refused = Mutex(false)

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
    let context: TLSContext
    do throws(TransportError) {
      context = try TLSContext(options, protocols: protocols)
    } catch {
      refused.withLock { $0 = true }
      throw error
    }
    current.withLock { $0 = context }
    refused.withLock { $0 = false }
  }

  /// Whether the files were refused when they were last read, so that an older certificate is used.
  package var isRefused: Bool { refused.withLock { $0 } }

  /// When the certificate is valid.
  package var certificatePeriod: CertificatePeriod {
    current.withLock { $0.certificatePeriod }
  }

  /// Makes the session of a new connection; nil only when there is no memory.
  package func makeSession() -> TLSSession? {
    TLSSession(context: current.withLock { $0 })
  }
}
