import Dispatch
import Synchronization
import Testing

@testable import PosternServer

@Suite("The computing time of a thread")
struct ThreadTimeTests {
  @Test("is not that of the work of others for which it waits")
  func waiting() {
    let thread = DispatchQueue(label: "works")
    let worked = Mutex(Duration.zero)
    let waited = ThreadTime.measure {
      thread.async {
        let time = ThreadTime.measure { ThreadTimeTests.work() }
        worked.withLock { $0 = time }
      }
      thread.sync {}
    }
    #expect(waited < worked.withLock { $0 })
  }

  /// Computes for a while; the result is compared, so that nothing is left out.
  private static func work() {
    var number: UInt64 = 1
    for _ in 0..<5_000_000 { number = number &* 6_364_136_223_846_793_005 &+ 1 }
    #expect(number != 0)
  }
}
