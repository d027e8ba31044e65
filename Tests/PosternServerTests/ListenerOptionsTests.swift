import PosternServer
import PosternTransport
import Testing

@Suite("Options of a listener")
struct ListenerOptionsTests {
  private static let tls = TLSOptions(
    certificateFile: "server.pem",
    keyFile: "server.key",
    clientAuthorityFile: nil,
    clientCertificates: .none
  )

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let address: String
    let change: @Sendable (inout ListenerOptions) -> Void
    let code: OptionsError.Code?
  }

  @Test(
    "what goes together is taken, and what does not is refused",
    arguments: [
      Case(testDescription: "loopback", address: "127.0.0.1:1", change: { _ in }, code: nil),
      Case(
        testDescription: "remote",
        address: "0.0.0.0:1",
        change: { _ in },
        code: .remoteListener
      ),
      Case(
        testDescription: "remote, insecure",
        address: "0.0.0.0:1",
        change: { $0.allowsInsecure = true },
        code: nil
      ),
      Case(
        testDescription: "remote, encrypted",
        address: "0.0.0.0:1",
        change: { $0.tls = tls },
        code: nil
      ),
      Case(
        testDescription: "no key",
        address: "127.0.0.1:1",
        change: {
          $0.tls = tls
          $0.tls?.keyFile = ""
        },
        code: .malformedTLS
      ),
      Case(
        testDescription: "required without roots",
        address: "127.0.0.1:1",
        change: {
          $0.tls = tls
          $0.tls?.clientCertificates = .required
        },
        code: .malformedTLS
      ),
      Case(
        testDescription: "roots for nothing",
        address: "127.0.0.1:1",
        change: {
          $0.tls = tls
          $0.tls?.clientAuthorityFile = "ca.pem"
        },
        code: .malformedTLS
      ),
      Case(
        testDescription: "clients that need show no certificate",
        address: "127.0.0.1:1",
        change: {
          $0.tls = tls
          $0.tls?.clientAuthorityFile = "ca.pem"
          $0.tls?.clientCertificates = .optional
          $0.tls?.clients = ClientRule(names: ["a.test"])
        },
        code: .malformedTLS
      ),
      Case(
        testDescription: "clients with a name",
        address: "127.0.0.1:1",
        change: {
          $0.tls = tls
          $0.tls?.clientAuthorityFile = "ca.pem"
          $0.tls?.clientCertificates = .required
          $0.tls?.clients = ClientRule(names: ["a.test"])
        },
        code: nil
      ),
      Case(
        testDescription: "users on TCP",
        address: "127.0.0.1:1",
        change: { $0.peers.userIDs = [0] },
        code: .notASocket
      ),
      Case(
        testDescription: "users on a socket",
        address: "unix:/a",
        change: { $0.peers.userIDs = [0] },
        code: nil
      ),
      Case(
        testDescription: "owner of a socket of systemd",
        address: "systemd:a",
        change: { $0.owner = FileOwner(userID: 0, groupID: nil) },
        code: .notASocket
      ),
    ]
  )
  func validate(listener: Case) throws {
    var options = ListenerOptions(address: try ListenAddress(option: listener.address))
    listener.change(&options)
    let code: OptionsError.Code?
    do throws(OptionsError) {
      try options.validate()
      code = nil
    } catch {
      code = error.code
    }
    #expect(code == listener.code)
  }

  @Test("owners are read by number and by name")
  func owner() throws {
    #expect(try FileOwner(option: "0:7") == FileOwner(userID: 0, groupID: 7))
    #expect(try FileOwner(option: "root") == FileOwner(userID: 0, groupID: nil))
    #expect(try FileOwner(option: ":root") == FileOwner(userID: nil, groupID: 0))
    for text in ["", ":", "no-such-user", "0:no-such-group"] {
      #expect(throws: OptionsError.self) { try FileOwner(option: text) }
    }
  }
}
