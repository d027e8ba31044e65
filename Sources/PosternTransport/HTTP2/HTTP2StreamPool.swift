import PosternText

/// The streams that no connection of an event loop is using, kept with their buffers.
///
/// Shared by all connections of a loop, so that an idle connection holds no buffers at all.
package final class HTTP2StreamPool {
  /// The stream of every slot that has none: closed, and never opened.
  let closed = HTTP2StreamCell()

  private var firstIdle: HTTP2StreamCell?
  private var idleCount = 0
  private let idleCountMax: Int
  /// What the frames of one connection after the other are put into; without room while it is lent.
  private var output = GrowingBytes(capacity: outputByteCount)
  private static let outputByteCount = 4 * 1024

  /// What the streams in use hold, together with all other connections of the loop.
  let budget: BufferBudget

  /// Makes an empty pool that keeps at most so many streams.
  package init(idleCountMax: Int, budget: BufferBudget) {
    self.budget = budget
    self.idleCountMax = idleCountMax
  }

  deinit {
    while let cell = firstIdle {
      firstIdle = cell.stream.nextIdle
      cell.free()
    }
    closed.free()
  }

  /// Lends an empty buffer with room for output, in exchange for one without.
  func lendOutput(_ buffer: inout GrowingBytes) {
    swap(&buffer, &output)
    if buffer.capacity == 0 { buffer = GrowingBytes(capacity: HTTP2StreamPool.outputByteCount) }
  }

  /// Takes such a buffer back, and leaves one without room.
  func takeBack(_ buffer: inout GrowingBytes) {
    buffer.removeAll()
    swap(&buffer, &output)
  }

  func take() -> HTTP2StreamCell {
    guard let cell = firstIdle else { return HTTP2StreamCell() }
    firstIdle = cell.stream.nextIdle
    idleCount -= 1
    return cell
  }

  func put(_ cell: HTTP2StreamCell) {
    guard idleCount < idleCountMax else { return cell.free() }
    let keepsAnswer = cell.stream.answer.capacity <= Request.keptByteCountMax
    cell.stream.answer.removeAll(keepingCapacity: keepsAnswer)
    // Also that of an upload which was given up, and never taken out.
    if cell.stream.request.body.capacity > Request.keptByteCountMax {
      cell.stream.request.body = []
    }
    cell.stream.nextIdle = firstIdle
    firstIdle = cell
    idleCount += 1
  }
}
