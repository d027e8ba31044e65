import Glibc
import NIOCore

extension ProcessCredentials {
  /// What the system writes, in its layout (unix(7)).
  private struct Record {
    let processID: Int32
    let userID: UInt32
    let groupID: UInt32
  }

  /// Asks the system who has connected; nil when it does not tell, as for TCP.
  ///
  /// - Precondition: called on the channel's event loop.
  init?(of channel: any Channel) {
    guard let socket = channel as? any SocketOptionProvider else { return nil }
    var found: Record?
    let answer: EventLoopFuture<Record> = socket.unsafeGetSocketOption(
      level: .socket,
      name: NIOBSDSocket.Option(rawValue: SO_PEERCRED)
    )
    // On its own loop the channel answers before it returns.
    answer.assumeIsolated().whenSuccess { found = $0 }
    // A socket that has no such peer says that the user is -1.
    guard let found, found.userID != UInt32.max else { return nil }
    self.init(processID: found.processID, userID: found.userID, groupID: found.groupID)
  }
}
