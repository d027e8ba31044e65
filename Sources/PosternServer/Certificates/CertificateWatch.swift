import PosternTransport
import Synchronization

/// Reads the certificates of the listeners again when their files change.
///
/// A change counts when the files have rested for one observation: certificate and key are two
/// files, and between the two writes they do not belong together.
final class CertificateWatch: Sendable {
  /// One certificate and what its files looked like.
  private struct Entry {
    let identity: TLSIdentity
    var schedule: ReloadSchedule<[FileStamp]>
  }

  /// How a reload went.
  typealias Outcome = Result<TLSIdentity, TransportError>

  private let entries: Mutex<[Entry]>
  private let report: @Sendable (Outcome) -> Void

  /// Starts with certificates that have just been read; each reload is reported.
  init(_ identities: [TLSIdentity], report: @escaping @Sendable (Outcome) -> Void) {
    entries = Mutex(
      identities.map {
        Entry(identity: $0, schedule: ReloadSchedule(loaded: Self.stamps(of: $0)))
      }
    )
    self.report = report
  }

  /// Looks at the files, and reads those that have changed.
  func observe() {
    reload { $0.schedule.observe(Self.stamps(of: $0.identity)) == .load }
  }

  /// Reads all files, whatever they look like.
  func reloadAll() {
    reload { $0.schedule.ask() == .load }
  }

  private func reload(where isDue: (inout Entry) -> Bool) {
    let outcomes = entries.withLock { entries in
      entries.indices.compactMap { index -> Outcome? in
        guard isDue(&entries[index]) else { return nil }
        defer { _ = entries[index].schedule.endLoad() }
        let identity = entries[index].identity
        do throws(TransportError) {
          try identity.reload()
          return .success(identity)
        } catch {
          return .failure(error)
        }
      }
    }
    for outcome in outcomes { report(outcome) }
  }

  private static func stamps(of identity: TLSIdentity) -> [FileStamp] {
    let options = identity.options
    let files = [options.certificateFile, options.keyFile, options.clientAuthorityFile]
    return files.compactMap(\.self).map { FileStamp(path: $0) }
  }
}
