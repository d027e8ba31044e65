import Testing

@testable import PosternTransport

@Suite("HTTP/2 pool of streams")
struct HTTP2StreamPoolTests {
  @Test("keeps the buffers of small requests, and none that large bodies have grown")
  func grownBuffers() {
    let pool = HTTP2StreamPool(idleCountMax: 4, budget: BufferBudget(byteCountMax: 1 << 30))
    for (byteCount, isKept) in [(300, true), (1 << 20, false)] {
      let cell = pool.take()
      cell.stream.open(id: 1, atNanoseconds: 0)
      cell.stream.request.body.append(contentsOf: [UInt8](repeating: 1, count: byteCount))
      // An upload that its client gives up leaves the body in the stream.
      pool.put(cell)
      let capacity = pool.take().stream.request.body.capacity
      #expect((capacity >= byteCount) == isKept)
    }
  }
}
