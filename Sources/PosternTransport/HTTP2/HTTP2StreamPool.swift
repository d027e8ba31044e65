/// The streams that no connection of an event loop is using, kept with their buffers.
///
/// Shared by all connections of a loop, so that an idle connection holds no buffers at all.
package final class HTTP2StreamPool {
  private var idle: [HTTP2Stream] = []
  private let idleCountMax: Int

  /// Makes an empty pool that keeps at most so many streams.
  package init(idleCountMax: Int) {
    self.idleCountMax = idleCountMax
  }

  func take() -> HTTP2Stream {
    idle.popLast() ?? HTTP2Stream()
  }

  func put(_ stream: consuming HTTP2Stream) {
    guard idle.count < idleCountMax else { return }
    stream.answer.removeAll(keepingCapacity: stream.answer.capacity <= Request.keptByteCountMax)
    idle.append(stream)
  }
}
