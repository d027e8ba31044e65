import PosternServer
import Testing

@Suite("The life of the service")
struct ServiceStateTests {
  private var state = ServiceState(loaded: 1)

  @Test("a signal to stop drains, and the end of the drain ends the process well")
  mutating func stop() {
    #expect(state.receive(.terminate) == .drain)
    #expect(state.endDrain() == .exit(.success))
  }

  @Test("a second signal to stop ends the process at once")
  mutating func impatience() {
    #expect(state.receive(.interrupt) == .drain)
    #expect(state.receive(.interrupt) == .exit(.interrupted))
    var other = ServiceState(loaded: 1)
    #expect(other.receive(.terminate) == .drain)
    #expect(other.receive(.terminate) == .exit(.failure))
  }

  @Test("nothing is loaded on the way out")
  mutating func noLoadAtTheEnd() {
    #expect(state.receive(.hangUp) == .load)
    #expect(state.receive(.terminate) == .drain)
    #expect(state.endLoad() == .wait)
    #expect(state.receive(.hangUp) == .wait)
    #expect(state.observe(2) == .wait)
    #expect(state.observe(2) == .wait)
  }
}
