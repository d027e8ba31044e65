import Foundation
import Testing

@Suite("nginx and Caddy ask before they let pass", .timeLimit(.minutes(1)))
struct ForwardAuthTests {
  /// What a request does that no route of a proxy describes.
  private static let routes =
    #"[{method: GET, path: "/orders/{id}", action: "orders:GetOrder", "#
    + #"resource: "arn:aws:orders:eu-west-1:111122223333:order/{id}"}]"#

  @Test("the configurations that we ship let pass and keep back, whatever the client claims")
  func proxies() async throws {
    let scratch = try Scratch()
    let entities = try Scratch()
    _ = try entities.write(Data(EnvoyTests.account.utf8), to: "account.yaml")
    let sidecar = try await Sidecar.start(
      from: entities.url("account.yaml").deletingLastPathComponent(),
      flags: [
        "--trusted-proxy", "--set", "proxies.principalHeader=X-User", "--set",
        "proxies.routes=\(Self.routes)",
      ]
    )
    let proxies = URL(filePath: try Environment.python()).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "proxies/usr")
    let answers = try CallRecords.of(
      "forward_auth.py",
      [
        proxies.appending(path: "sbin/nginx").path, proxies.appending(path: "bin/caddy").path,
        Environment.repository.appending(path: "deploy").path,
        scratch.url("x").deletingLastPathComponent().path, sidecar.decisions,
      ]
    )
    for proxy in ["nginx", "caddy"] {
      for name in ["allow", "forged"] {
        let answer = try answers["\(proxy)/\(name)"]
        #expect(answer["status"]?.integer == 200, "\(proxy)/\(name): \(answer)")
        #expect(answer["body"]?["x-postern-principal"]?.text == EnvoyTests.alice, "\(answer)")
        #expect(answer["body"]?["x-postern-decision-id"]?.text?.count == 26, "\(answer)")
      }
      for name in [
        "names itself", "deny", "other method", "names another path", "names another address",
        "two addresses", "fragment", "dots", "plain dots",
      ] {
        let answer = try answers["\(proxy)/\(name)"]
        #expect(answer["status"]?.integer == 403, "\(proxy)/\(name): \(answer)")
      }
    }
    // More than Postern reads is no failure of it: nginx would tell the client of one.
    #expect(try answers["nginx/long fields"]["status"]?.integer == 200)
    #expect(try answers["nginx/many fields"]["status"]?.integer == 403)
    for name in ["caddy/long fields", "caddy/many fields"] {
      #expect(try answers[name]["status"]?.integer == 400)
    }
    // What a client's `Connection` names is not taken away from what Postern has set.
    #expect(try answers["nginx/strips"]["body"]?["x-postern-principal"]?.text == EnvoyTests.alice)
    #expect(try answers["caddy/strips"]["status"]?.integer == 400)
    // Caddy passes on what Postern says to the client.
    #expect(try answers["caddy/deny"]["body"]?["__type"] == .string("AccessDenied"))
  }
}
