import PosternManifest
import PosternTransport
import Synchronization

/// Reads the certificates of the listeners again when their files change, and once a day.
///
/// A change counts when the files have rested for one observation: certificate and key are two
/// files, and between the two writes they do not belong together.
final class CertificateWatch: Sendable {
  /// What the files of a certificate look like.
  typealias Stamp = [FileStamp?]

  /// One certificate and when it is read again.
  private struct Entry {
    let identity: TLSIdentity
    var schedule: CertificateSchedule<Stamp>
    var stamp: Stamp
    /// Why it was refused when it was last read; nil when it was not.
    var refusal: String?
  }

  /// How a reload went.
  typealias Outcome = Result<TLSIdentity, TransportError>

  private let entries: Mutex<[Entry]>
  private let report: @Sendable (Outcome) -> Void

  /// Starts with certificates that have just been read, and what their files looked like right
  /// before; each reload that has brought anything new is reported.
  init(
    _ identities: [TLSIdentity],
    stamps: [Stamp],
    report: @escaping @Sendable (Outcome) -> Void
  ) {
    let now = ContinuousClock.now
    entries = Mutex(
      zip(identities, stamps).map { identity, stamp in
        Entry(
          identity: identity,
          schedule: CertificateSchedule(read: stamp, at: now),
          stamp: stamp
        )
      }
    )
    self.report = report
  }

  /// Looks at the files, and reads those that are due.
  func observe() {
    let now = ContinuousClock.now
    reload(at: now, isAsked: false) { entry in
      entry.schedule.observe(Self.stamp(of: entry.identity.options), at: now)
    }
  }

  /// Reads all files, whatever they look like.
  func reloadAll() {
    reload(at: .now, isAsked: true) { $0.schedule.ask() }
  }

  private func reload(
    at now: ContinuousClock.Instant,
    isAsked: Bool,
    where isDue: (inout Entry) -> Bool
  ) {
    let outcomes = entries.withLock { entries in
      entries.indices.compactMap { index -> Outcome? in
        guard isDue(&entries[index]) else { return nil }
        return Self.read(&entries[index], at: now, isAsked: isAsked)
      }
    }
    for outcome in outcomes { report(outcome) }
  }

  /// Reads the files of one certificate; nil when that has brought nothing that is not known.
  private static func read(
    _ entry: inout Entry,
    at now: ContinuousClock.Instant,
    isAsked: Bool
  ) -> Outcome? {
    let stamp = stamp(of: entry.identity.options)
    var isNew = isAsked || stamp != entry.stamp
    entry.stamp = stamp
    let outcome: Outcome
    var refusal: String?
    do throws(TransportError) {
      try entry.identity.reload()
      outcome = .success(entry.identity)
    } catch {
      refusal = error.message
      outcome = .failure(error)
    }
    entry.schedule.endRead(of: stamp, isRefused: refusal != nil, at: now)
    if refusal != entry.refusal { isNew = true }
    entry.refusal = refusal
    return isNew ? outcome : nil
  }

  /// Looks at the files of a certificate; before they are read, so that what changes in between
  /// has changed.
  static func stamp(of options: TLSOptions) -> Stamp {
    let files = [options.certificateFile, options.keyFile, options.clientAuthorityFile]
    return files.compactMap(\.self).map { FileStamp(path: $0) }
  }
}
