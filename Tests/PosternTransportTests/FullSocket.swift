import NIOCore

/// Takes the place of a socket whose buffer is full until it is told otherwise, and which can be
/// closed for output alone.
final class FullSocket: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer

  private var context: ChannelHandlerContext?
  private var isFull = true
  private var waiting: [(data: NIOAny, promise: EventLoopPromise<Void>?)] = []
  /// Whether the output was closed.
  private(set) var isOutputClosed = false

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  func handlerRemoved(context _: ChannelHandlerContext) {
    failAll()
    context = nil
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if isFull {
      waiting.append((data, promise))
    } else {
      context.write(data, promise: promise)
    }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .output else {
      failAll()
      context.close(mode: mode, promise: promise)
      return
    }
    isOutputClosed = true
    promise?.succeed()
  }

  /// Takes everything from now on.
  func drain() {
    isFull = false
    let all = waiting
    waiting = []
    for write in all { context?.write(write.data, promise: write.promise) }
    context?.flush()
  }

  private func failAll() {
    let all = waiting
    waiting = []
    for write in all { write.promise?.fail(ChannelError.ioOnClosedChannel) }
  }
}
