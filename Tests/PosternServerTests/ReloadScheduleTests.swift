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
    #expect(schedule.endLoad(of: 2) == .wait)
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
    #expect(schedule.endLoad(of: 2) == .wait)
    #expect(schedule.observe(3) == .wait)
    #expect(schedule.observe(3) == .load)
  }

  @Test("a request loads at once, and during a load once more after it")
  mutating func asked() {
    #expect(schedule.ask() == .load)
    #expect(schedule.ask() == .wait)
    #expect(schedule.ask() == .wait)
    #expect(schedule.endLoad(of: 1) == .load)
    #expect(schedule.endLoad(of: 1) == .wait)
  }

  @Test("what a load has read counts, not what was seen before it")
  mutating func read() {
    _ = schedule.observe(2)
    #expect(schedule.observe(2) == .load)
    #expect(schedule.endLoad(of: 3) == .wait)
    for _ in 0..<10 { #expect(schedule.observe(3) == .wait) }
    #expect(schedule.observe(2) == .wait)
    #expect(schedule.observe(2) == .load)
  }
}
