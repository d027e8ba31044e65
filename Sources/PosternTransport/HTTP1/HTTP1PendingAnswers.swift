import NIOCore

/// The answers of one connection that the system has not taken yet.
struct HTTP1PendingAnswers {
  private var count = 0
  /// Since when the client has had the first of them to read; nil when there is none.
  private(set) var since: NIODeadline?

  mutating func add(at now: NIODeadline) {
    count += 1
    since = since ?? now
  }

  /// Takes out the first one; the time of the next begins now.
  mutating func removeFirst(at now: NIODeadline) {
    count -= 1
    since = count > 0 ? now : nil
  }
}
