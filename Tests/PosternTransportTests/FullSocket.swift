import NIOCore

/// Takes the place of a socket whose buffer is full until it is told otherwise, and which can be
/// closed for output alone.
final class FullSocket: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer

  private var context: ChannelHandlerContext?
  private var isFull = true
  private var isFlushed = false
  /// Whether the output was closed.
  private(set) var isOutputClosed = false

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  func handlerRemoved(context _: ChannelHandlerContext) {
    context = nil
  }

  func flush(context: ChannelHandlerContext) {
    isFlushed = true
    if !isFull { context.flush() }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .output else { return context.close(mode: mode, promise: promise) }
    isOutputClosed = true
    promise?.succeed()
  }

  /// Takes everything from now on.
  func drain() {
    isFull = false
    if isFlushed { context?.flush() }
  }
}
