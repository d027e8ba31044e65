import PosternAPI
import Testing

@Suite("Principals of simulations")
struct SimulationPrincipalTests {
  private static let account = "arn:aws:iam::111122223333"
  private static let sts = "arn:aws:sts::111122223333"

  @Test(
    "takes every form from which a caller can be told",
    arguments: [
      "\(account):user/alice", "\(account):user/team/alice", "\(account):root",
      "\(account):role/R", "\(account):role/aws-service-role/x.amazonaws.com/R",
      "\(sts):assumed-role/R/S", "\(sts):federated-user/kiosk",
      "\(account):saml-provider/Corp", "\(account):oidc-provider/id.example.com/a",
      "arn:aws-cn:iam::111122223333:user/alice",
      "events.example.com", "ec2.amazonaws.com", "oidc.example.com/id/A1", "anonymous",
    ]
  )
  func accepts(principal: String) throws {
    let answer = try Lines.simulate(SimulationTests.line(principal: #""\#(principal)""#))
    #expect(answer.outcome != .failed)
    #expect(answer.string("error", "code") == nil)
  }

  @Test(
    "refuses every other text",
    arguments: [
      "", "alice", "*", "Anonymous", "a b.c", ".com", "a..b", "arn:aws:iam", "arn:aws:s3:::bucket",
      "\(account):group/g", "\(account):user/", "\(account):user", "\(account):user//a",
      "\(account):root/a", "\(sts):assumed-role/R", "\(sts):assumed-role/R/S/T",
      "\(sts):assumed-role/R/a b", "\(sts):assumed-role/R/*",
      "\(sts):federated-user/", "arn:aws:iam::1:user/a", "arn:aws:iam:eu:111122223333:user/a",
      "arn::iam::111122223333:user/a", "\(account):mfa/device",
    ]
  )
  func rejects(principal: String) throws {
    let answer = try Lines.simulate(SimulationTests.line(principal: #""\#(principal)""#))
    #expect(answer.outcome == .failed)
    #expect(answer.string("id") == "a")
    #expect(answer.string("error", "code") == "invalidPrincipal")
    #expect(answer.string("error", "pointer") == "/principal")
  }

  @Test(
    "refuses forms that need a store",
    arguments: [
      #"{"accessKeyId":"AKIA"}"#, #"{"presigned":"x"}"#, #"{"signedRequest":{}}"#,
    ]
  )
  func rejectsStored(principal: String) throws {
    let answer = try Lines.simulate(SimulationTests.line(principal: principal))
    #expect(answer.string("error", "code") == "notSupported")
    #expect(answer.string("error", "pointer") == "/principal")
  }

  @Test("takes the issuer of a federated user", arguments: ["user/alice", "root"])
  func issuer(name: String) throws {
    let answer = try Lines.simulate(
      SimulationTests.line(
        principal: #""\#(Self.sts):federated-user/kiosk""#,
        extra: #","issuer":"\#(Self.account):\#(name)""#
      )
    )
    #expect(answer.outcome != .failed)
  }

  @Test(
    "refuses an issuer that is none, and one of somebody who has none",
    arguments: [
      ("\(sts):federated-user/kiosk", #""alice""#),
      ("\(account):user/alice", #""\#(account):root""#),
      ("\(sts):federated-user/kiosk", #""\#(account):role/R""#),
      ("\(sts):federated-user/kiosk", "1"),
    ]
  )
  func rejectsIssuer(principal: String, issuer: String) throws {
    let answer = try Lines.simulate(
      SimulationTests.line(principal: #""\#(principal)""#, extra: #","issuer":\#(issuer)"#)
    )
    #expect(answer.outcome == .failed)
    #expect(answer.string("error", "pointer") == "/issuer")
  }
}
