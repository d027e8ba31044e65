import PosternAPI
import PosternTransport
import Testing

@Suite("Discovery of AuthZEN")
struct AuthZENDiscoveryTests {
  /// An address, the paths at which its metadata are, and the path before its routes.
  struct Case: CustomTestStringConvertible, Sendable {
    let address: String
    let metadata: [String]
    let host: String
    let path: String

    var testDescription: String { address }
  }

  static let cases = [
    Case(
      address: "https://pdp.example.test",
      metadata: ["/.well-known/authzen-configuration"],
      host: "https://pdp.example.test",
      path: ""
    ),
    Case(
      address: "https://pdp.example.test:8443/",
      metadata: ["/.well-known/authzen-configuration", "/.well-known/authzen-configuration/"],
      host: "https://pdp.example.test:8443",
      path: ""
    ),
    Case(
      address: "https://pdp.example.test/tenant1",
      metadata: ["/.well-known/authzen-configuration/tenant1"],
      host: "https://pdp.example.test",
      path: "/tenant1"
    ),
    Case(
      address: "https://pdp.example.test/a/tenant1/",
      metadata: [
        "/.well-known/authzen-configuration/a/tenant1",
        "/.well-known/authzen-configuration/a/tenant1/",
      ],
      host: "https://pdp.example.test",
      path: "/a/tenant1"
    ),
  ]

  private static func plane(_ address: String) throws -> DecisionPlane {
    var mapping = Shop.mapping
    mapping.baseURL = DecisionPointAddress(address)
    return try Shop.plane(authzen: mapping)
  }

  @Test("the metadata are where the address says, and name the address", arguments: cases)
  func metadata(item: Case) throws {
    let plane = try Self.plane(item.address)
    for path in item.metadata {
      let answer = Exchange(plane, .get, path)
      #expect(answer.status == 200)
      #expect(
        answer.body == """
          {"policy_decision_point":"\(item.address)",\
          "access_evaluation_endpoint":"\(item.host)\(item.path)/access/v1/evaluation",\
          "access_evaluations_endpoint":"\(item.host)\(item.path)/access/v1/evaluations"}
          """
      )
    }
  }

  @Test("the metadata are nowhere else, where callers would have to refuse them", arguments: cases)
  func elsewhere(item: Case) throws {
    let plane = try Self.plane(item.address)
    let others = Set(Self.cases.flatMap(\.metadata) + ["/.well-known/authzen-configuration/b"])
    for path in others.subtracting(item.metadata) {
      #expect(Exchange(plane, .get, path).status == 404)
    }
  }

  @Test("the routes that the metadata name are there, and so are they without", arguments: cases)
  func routes(item: Case) throws {
    let plane = try Self.plane(item.address)
    for path in Set(["", item.path]) {
      let one = Exchange(plane, .post, "\(path)/access/v1/evaluation", body: Shop.evaluation())
      #expect(one.body == #"{"decision":true}"#)
      let list = Exchange(plane, .post, "\(path)/access/v1/evaluations", body: Shop.evaluation())
      #expect(list.body == #"{"decision":true}"#)
    }
    let other = Exchange(plane, .post, "/b/access/v1/evaluation", body: Shop.evaluation())
    #expect(other.status == 404)
  }
}
