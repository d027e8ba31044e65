/// The streams that no connection of an event loop is using, kept with their buffers.
///
/// Shared by all connections of a loop, so that an idle connection holds no buffers at all.
package final class HTTP2StreamPool {
  private var idle: [HTTP2Stream] = []
  private let idleCountMax: Int

  /// What the streams in use hold, together with all other connections of the loop.
  let budget: BufferBudget

  /// Makes an empty pool that keeps at most so many streams.
  package init(idleCountMax: Int, budget: BufferBudget) {
    self.budget = budget
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
