import PosternTransport
import Synchronization

/// Until when the certificates of the listeners are valid, and whether new ones are refused.
final class CertificateGauges: Sendable {
  /// A certificate of a listener.
  private struct Entry: Sendable {
    let plane: String
    let listener: String
    let identity: TLSIdentity
  }

  private let entries = Mutex<[Entry]>([])

  /// Adds a listener under the name of its plane; one that does not encrypt has no certificate.
  func add(_ listener: Listener, plane: String) {
    guard let identity = listener.identity else { return }
    let entry = Entry(
      plane: plane,
      listener: listener.address.description,
      identity: identity
    )
    entries.withLock { $0.append(entry) }
  }

  /// The end of each certificate, in seconds since 1970, and whether new files for it are refused.
  var states: [(plane: String, listener: String, notAfterSeconds: Int, isRefused: Bool)] {
    entries.withLock { $0 }.map {
      let identity = $0.identity
      return (
        $0.plane, $0.listener, identity.certificatePeriod.notAfterSeconds, identity.isRefused
      )
    }
  }
}
