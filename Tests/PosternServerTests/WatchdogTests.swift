import PosternServer
import Testing

@Suite("The watchdog of a supervisor")
struct WatchdogTests {
  /// What the environment says to process 7, and what comes of it.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let microseconds: String?
    let processID: String?
    let interval: Duration?
  }

  @Test(
    "is told at half of its time, when it watches this process",
    arguments: [
      Case(testDescription: "nobody", microseconds: nil, processID: nil, interval: nil),
      Case(
        testDescription: "anybody",
        microseconds: "30000000",
        processID: nil,
        interval: .seconds(15)
      ),
      Case(
        testDescription: "this one",
        microseconds: "3",
        processID: "7",
        interval: .microseconds(1)
      ),
      Case(testDescription: "another", microseconds: "300", processID: "8", interval: nil),
      Case(testDescription: "no id", microseconds: "300", processID: "x", interval: nil),
      Case(testDescription: "no time", microseconds: "0", processID: "7", interval: nil),
      Case(testDescription: "before", microseconds: "-300", processID: "7", interval: nil),
      Case(testDescription: "words", microseconds: "30s", processID: "7", interval: nil),
    ]
  )
  func reads(test: Case) {
    let watchdog = Watchdog(
      microseconds: test.microseconds,
      processID: test.processID,
      ownProcessID: 7
    )
    #expect(watchdog?.interval == test.interval)
  }
}
