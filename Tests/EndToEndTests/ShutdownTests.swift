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
    #expect(report.wasToldTwice, "\(report.goodbyes ?? [])")
    #expect(report.lost == 0)
    #expect(report.answered >= 200)
  }

  @Test("under the calls of an ordinary gRPC client it loses none, and ends with 0")
  func endsUnderCalls() async throws {
    let sidecar = try await Sidecar.start()
    let load = try await SteadyLoad(
      on: sidecar,
      asking: #require(Example.questions.first),
      script: "steady_grpc.py"
    )
    // A connection of its own sees the frames that the client of gRPC keeps to itself.
    let frames = try await SteadyLoad(on: sidecar, asking: #require(Example.questions.first))
    #expect(sidecar.stop() == 0)
    let calls = try await load.stop()
    #expect(calls.saidGoodbye)
    #expect(calls.lost == 0)
    #expect(calls.answered >= 12 * 50)
    let seen = try await frames.stop()
    #expect(seen.wasToldTwice, "\(seen.goodbyes ?? [])")
    #expect(seen.lost == 0)
  }
}
