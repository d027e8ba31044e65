import Foundation
import Testing

@testable import PosternServer

@Suite("Signals", .timeLimit(.minutes(1)))
struct SignalListenerTests {
  @Test("one that comes as soon as somebody listens is heard, and so are those behind it, in order")
  func atOnce() async {
    let (signals, sink) = AsyncStream.makeStream(of: ProcessSignal.self)
    let listener = SignalListener { sink.yield($0) }
    // Whoever runs the tests may want to stop them.
    defer { for number in [SIGTERM, SIGINT, SIGHUP] { signal(number, SIG_DFL) } }
    kill(getpid(), SIGHUP)
    var heard: [ProcessSignal] = []
    for await signal in signals {
      heard.append(signal)
      if heard.count == 1 { kill(getpid(), SIGINT) }
      if heard.count == 2 { break }
    }
    #expect(heard == [.hangUp, .interrupt])
    withExtendedLifetime(listener) {}
  }
}
