import Testing

@Suite("Shutting down", .serialized, .timeLimit(.minutes(1)))
struct ShutdownTests {
  @Test("an idle sidecar ends with 0 when it is asked to")
  func endsWhenIdle() async throws {
    #expect(try await Sidecar.start().stop() == 0)
  }

  @Test("under load it says goodbye, answers what it took on, and ends with 0")
  func endsUnderLoad() async throws {
    let sidecar = try await Sidecar.start()
    let load = try await SteadyLoad(on: sidecar, asking: #require(Example.questions.first))
    #expect(sidecar.stop() == 0)
    let report = try await load.stop()
    #expect(report.saidGoodbye)
    #expect(report.lost == 0)
    #expect(report.answered >= 200)
  }
}
