import PosternServer
import Testing

@Suite("When the entities are loaded again")
struct ReloadScheduleTests {
  private var schedule = ReloadSchedule(loaded: 1)

  @Test("a directory that stays the same is never loaded")
  mutating func steady() {
    for _ in 0..<100 { #expect(schedule.observe(1) == .wait) }
  }

  @Test("a change is loaded once it has been seen twice")
  mutating func change() {
    #expect(schedule.observe(2) == .wait)
    #expect(schedule.observe(2) == .load)
    #expect(schedule.observe(2) == .wait)
    #expect(schedule.endLoad() == .wait)
    #expect(schedule.observe(2) == .wait)
  }

  @Test("a change that is taken back is not loaded")
  mutating func takenBack() {
    #expect(schedule.observe(2) == .wait)
    #expect(schedule.observe(1) == .wait)
    #expect(schedule.observe(1) == .wait)
  }

  @Test("a directory that never rests is loaded all the same")
  mutating func restless() {
    let actions = (2..<12).map { schedule.observe($0) }
    #expect(actions.firstIndex(of: .load) == 4)
    #expect(actions.filter { $0 == .load }.count == 1)
  }

  @Test("what changes during a load is loaded after it")
  mutating func during() {
    _ = schedule.observe(2)
    #expect(schedule.observe(2) == .load)
    #expect(schedule.observe(3) == .wait)
    #expect(schedule.observe(3) == .wait)
    #expect(schedule.endLoad() == .wait)
    #expect(schedule.observe(3) == .wait)
    #expect(schedule.observe(3) == .load)
  }

  @Test("a request loads at once, and during a load once more after it")
  mutating func asked() {
    #expect(schedule.ask() == .load)
    #expect(schedule.ask() == .wait)
    #expect(schedule.ask() == .wait)
    #expect(schedule.endLoad() == .load)
    #expect(schedule.endLoad() == .wait)
  }
}

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
