import PosternServer
import Testing

@Suite("When a certificate is read again")
struct CertificateScheduleTests {
  private let start: ContinuousClock.Instant
  private var schedule: CertificateSchedule<Int>

  init() {
    start = .now
    schedule = CertificateSchedule(read: 1, at: start)
  }

  @Test("files that stay as they were are read once a day")
  mutating func rest() {
    #expect(schedule.observe(1, at: start) == false)
    #expect(schedule.observe(1, at: start + .seconds(86_399)) == false)
    let day = start + .seconds(86_400)
    #expect(schedule.observe(1, at: day) == true)
    schedule.endRead(of: 1, isRefused: false, at: day)
    #expect(schedule.observe(1, at: day + .seconds(86_399)) == false)
    #expect(schedule.observe(1, at: day + .seconds(86_400)) == true)
  }

  @Test("files that have changed are read once they rest, also those that changed since the start")
  mutating func change() {
    #expect(schedule.observe(2, at: start) == false)
    #expect(schedule.observe(2, at: start) == true)
    schedule.endRead(of: 3, isRefused: false, at: start)
    #expect(schedule.observe(3, at: start) == false)
    #expect(schedule.observe(3, at: start) == false)
  }

  @Test("files that were refused are tried again although they rest")
  mutating func refusal() {
    #expect(schedule.ask() == true)
    schedule.endRead(of: 1, isRefused: true, at: start)
    #expect(schedule.observe(1, at: start + .seconds(9)) == false)
    #expect(schedule.observe(1, at: start + .seconds(10)) == true)
    schedule.endRead(of: 1, isRefused: false, at: start + .seconds(10))
    #expect(schedule.observe(1, at: start + .seconds(60)) == false)
  }
}
