import PosternServer
import Testing

@Suite("The life of the service")
struct ServiceStateTests {
  private var state = ServiceState(loaded: 1)
  private let start = ContinuousClock.now

  @Test("a signal to stop drains, and the end of the drain ends the process well")
  mutating func stop() {
    #expect(state.receive(.terminate, at: start) == .drain)
    #expect(state.endDrain() == .exit(.success))
  }

  @Test("a second signal to stop ends the process at once")
  mutating func impatience() {
    let later = start + .milliseconds(500)
    #expect(state.receive(.interrupt, at: start) == .drain)
    #expect(state.receive(.interrupt, at: later) == .exit(.interrupted))
    var other = ServiceState(loaded: 1)
    #expect(other.receive(.terminate, at: start) == .drain)
    #expect(other.receive(.terminate, at: later) == .exit(.failure))
  }

  @Test("a signal to stop that repeats itself right away is one")
  mutating func repetition() {
    #expect(state.receive(.terminate, at: start) == .drain)
    #expect(state.receive(.terminate, at: start) == .wait)
    #expect(state.receive(.interrupt, at: start + .milliseconds(499)) == .wait)
    #expect(state.endDrain() == .exit(.success))
  }

  @Test("nothing is loaded on the way out")
  mutating func noLoadAtTheEnd() {
    #expect(state.receive(.hangUp, at: start) == .load)
    #expect(state.receive(.terminate, at: start) == .drain)
    #expect(state.endLoad(of: 1) == .wait)
    #expect(state.receive(.hangUp, at: start) == .wait)
    #expect(state.observe(2) == .wait)
    #expect(state.observe(2) == .wait)
  }
}
