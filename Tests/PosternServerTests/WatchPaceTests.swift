import PosternServer
import Testing

@Suite("The pace of the watch")
struct WatchPaceTests {
  @Test(
    "is the interval that was asked for, as long as looking takes a fiftieth of it at most",
    arguments: [
      (looked: Duration.milliseconds(1), rests: Duration.milliseconds(200)),
      (looked: .milliseconds(4), rests: .milliseconds(200)),
      (looked: .milliseconds(40), rests: .milliseconds(1_960)),
    ]
  )
  func rest(looked: Duration, rests: Duration) {
    let pace = WatchPace(interval: .milliseconds(200))
    #expect(pace.rest(afterLookOf: looked) == rests)
  }

  @Test("is five seconds at the most for the sake of a core, and longer only when asked for")
  func longest() {
    let usual = WatchPace(interval: .milliseconds(200))
    #expect(usual.rest(afterLookOf: .seconds(1)) == .seconds(5))
    let slow = WatchPace(interval: .seconds(60))
    #expect(slow.rest(afterLookOf: .seconds(1)) == .seconds(60))
  }
}
