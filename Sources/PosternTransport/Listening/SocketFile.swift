import Glibc
import NIOCore
import NIOPosix

/// The file of a Unix socket: made with the right mode, never taken from a living process, removed
/// at the end.
struct SocketFile {
  let path: String
  let mode: UInt32
  let owner: FileOwner

  /// Opens the socket; replaces a file that is left over from a process that is gone.
  ///
  /// - Throws: NIO's errors; a file that is no socket, or a socket that somebody answers on, is
  ///   left alone.
  func bind(
    _ bootstrap: ServerBootstrap,
    on group: MultiThreadedEventLoopGroup
  ) async throws -> any Channel {
    let isStale = try await isStale(on: group)
    // The file comes into being with the tightest mode and gets the one that was asked for then, so
    // that there is no moment at which somebody else could connect.
    let mask = umask(0o177)
    defer { umask(mask) }
    let channel: any Channel
    do {
      channel =
        try await bootstrap
        .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: isStale).get()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      // Nobody answers there, as was found before: it is a symbolic link to nothing.
      throw IOError(errnoCode: ENOTSOCK, reason: "bind")
    }
    do {
      try owner.take(path: path, mode: mode)
    } catch {
      try await channel.close()
      await remove()
      throw error
    }
    return channel
  }

  /// Removes the file.
  func remove() async {
    // Somebody may have removed it already; then there is nothing left to do.
    try? await NonBlockingFileIO(threadPool: .singleton).unlink(path: path)
  }

  /// Tells whether there is a file on which nobody answers.
  private func isStale(on group: MultiThreadedEventLoopGroup) async throws -> Bool {
    do {
      let channel = try await ClientBootstrap(group: group).connect(unixDomainSocketPath: path)
        .get()
      try await channel.close()
      throw IOError(errnoCode: EADDRINUSE, reason: "bind")
    } catch let error as IOError where error.errnoCode == ECONNREFUSED {
      return true
    } catch let error as IOError where error.errnoCode == ENOENT {
      return false
    }
  }
}
