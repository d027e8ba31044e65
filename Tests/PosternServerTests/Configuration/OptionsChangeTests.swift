import PosternAPI
import PosternModel
import PosternServer
import PosternTransport
import Testing

@Suite("Changes of the options of a running process")
struct OptionsChangeTests {
  @Test("what takes effect at once is told from what needs a restart")
  func change() {
    let old = ServerOptions(directory: "entities")
    #expect(OptionsChange(from: old, to: old).isEmpty)
    var new = old
    new.logLevel = .debug
    new.limits.snapshotByteCountMax += 1
    new.limits.requestByteCountMax += 1
    new.transportLimits.idleSeconds += 1
    new.transportLimits.pendingOutputByteCountMax += 1
    new.drainSeconds += 1
    new.grpcReflection = true
    new.authzen = AuthZENMapping()
    new.extAuthz.principalHeader = "x-user"
    new.loopCount += 1
    new.decisionListeners = [ListenerOptions(address: .tcp(host: "127.0.0.1", port: 1))]
    let change = OptionsChange(from: old, to: new)
    #expect(
      change.applied == [
        "server.drainSeconds", "grpc.reflection", "log.level", "limits.snapshotByteCountMax",
        "transport.idleSeconds", "authzen", "proxies",
      ]
    )
    #expect(
      change.pending == [
        "server.loops", "limits.requestByteCountMax", "transport.pendingOutputByteCountMax",
        "decisions",
      ]
    )
    // What was applied is there, and what was not is as it was.
    let mixed = old.taking(new)
    #expect(OptionsChange(from: mixed, to: new).applied == [])
    #expect(OptionsChange(from: mixed, to: new).pending == change.pending)
    #expect(OptionsChange(from: old, to: mixed).pending == [])
  }
}
