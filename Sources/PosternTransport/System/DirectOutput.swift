import Glibc
import NIOCore

/// Sends bytes to the socket of a channel without the channel's queue and pipeline.
///
/// A channel takes some 4,500 instructions to pass on a write. Where every turn of the loop has one
/// request to answer, that is an eighth of all that the answer takes. Asking for the socket takes
/// 12,000, once a connection.
///
/// Only the handler next to the socket may send this way, and it says what it gives the channel
/// instead: as long as the channel holds some of that, nothing is sent past it.
final class DirectOutput {
  private let channel: any Channel
  private let descriptor: NIOBSDSocket.Handle
  private var heldWriteCount = 0

  /// Takes the socket of a channel; nil for a channel that has none.
  ///
  /// - Precondition: called on the channel's event loop.
  init?(of channel: any Channel) {
    let operations = channel.pipeline.syncOperations
    // A channel that is closed already fails, and sends nothing any more.
    let descriptor = try? operations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
      $0
    }
    guard let descriptor else { return nil }
    self.channel = channel
    self.descriptor = descriptor
  }

  /// Whether the channel holds nothing that it was given.
  var isOpen: Bool { heldWriteCount == 0 }

  /// Sends as much as the socket takes at once, and returns how many bytes that is: none while the
  /// channel holds others.
  ///
  /// Of errors it says only that nothing was sent: the channel meets the same one when it is given
  /// the bytes, and closes.
  /// - Precondition: called on the channel's event loop.
  func send(_ bytes: RawSpan) -> Int {
    guard isOpen, channel.isActive else { return 0 }
    // SAFETY: the system reads the bytes during the call only. The descriptor is the channel's as
    // long as it is active: the channel gives it back in the call that makes it inactive, on this
    // loop.
    let count = unsafe bytes.withUnsafeBytes { buffer in
      unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
    }
    return max(count, 0)
  }

  /// Returns the promise for a write that the channel is given; `promise` is kept with it.
  ///
  /// - Precondition: called on the channel's event loop.
  func hold(_ promise: EventLoopPromise<Void>?) -> EventLoopPromise<Void> {
    heldWriteCount += 1
    let held = promise ?? channel.eventLoop.makePromise()
    held.futureResult.assumeIsolated().whenComplete { _ in self.heldWriteCount -= 1 }
    return held
  }
}
