import Glibc
import NIOCore
import NIOPosix

/// The file of a Unix socket: made with the right mode, never taken from a living process, removed
/// at the end unless another process has made one of its own there meanwhile.
struct SocketFile {
  let path: String
  let mode: UInt32
  let owner: FileOwner

  /// Opens the socket; replaces a file that is left over from a process that is gone.
  ///
  /// - Returns: the channel, and which file is its own; nil when that is gone already.
  /// - Throws: NIO's errors; a file that is no socket, or a socket that somebody answers on, is
  ///   left alone.
  func bind(
    _ bootstrap: ServerBootstrap,
    backlog: Int32,
    on group: MultiThreadedEventLoopGroup
  ) async throws -> (channel: any Channel, file: FileIdentity?) {
    try await removeStale(on: group)
    let descriptor = try listen(backlog: backlog)
    let file = FileIdentity(path: path)
    let channel: any Channel
    do {
      channel = try await bootstrap.withBoundSocket(descriptor).get()
    } catch {
      remove(file)
      throw error
    }
    do {
      try owner.take(path: path, mode: mode)
    } catch {
      remove(file)
      try await channel.close()
      throw error
    }
    return (channel, file)
  }

  /// Removes the file if it is still the one that `bind` has made: when somebody has removed that,
  /// another process may answer there by now.
  func remove(_ file: FileIdentity?) {
    guard let file, FileIdentity(path: path) == file else { return }
    unlinkFile()
  }

  /// Removes a socket's file on which nobody answers.
  private func removeStale(on group: MultiThreadedEventLoopGroup) async throws {
    guard let file = FileIdentity(path: path) else { return }
    // A link too: what it leads to was made by somebody else, who may want it back.
    guard file.isSocket else { throw IOError(errnoCode: ENOTSOCK, reason: "bind") }
    do {
      let channel = try await ClientBootstrap(group: group).connect(unixDomainSocketPath: path)
        .get()
      try await channel.close()
      throw IOError(errnoCode: EADDRINUSE, reason: "bind")
    } catch let error as IOError where error.errnoCode == ECONNREFUSED {
      remove(file)
    } catch let error as IOError where error.errnoCode == EAGAIN {
      // Whoever listens there has more connections waiting than it takes: it lives.
      throw IOError(errnoCode: EADDRINUSE, reason: "bind")
    } catch let error as IOError where error.errnoCode == ENOENT {
      // It was removed between the two looks.
      return
    }
  }
}
