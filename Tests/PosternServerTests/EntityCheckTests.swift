import Foundation
import PosternAdministration
import PosternModel
import PosternServer
import Testing

@Suite("Checking a directory of entities")
final class EntityCheckTests {
  private let root = FileManager.default.temporaryDirectory
    .appendingPathComponent("postern-\(UUID().uuidString)").path

  private let options = ServerOptions(directory: "")

  init() throws {
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try write("account.yaml", "kind: Account\nid: 111122223333\n")
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: root)
    } catch {
      Issue.record("cannot remove \(root): \(error)")
    }
  }

  private func write(_ name: String, _ text: String) throws {
    try text.write(toFile: "\(root)/\(name)", atomically: false, encoding: .utf8)
  }

  @Test("a good directory has no problems")
  func good() throws {
    try write("users.yaml", "kind: User\nname: alice\n")
    #expect(EntityCheck.problems(of: root, by: options) == [])
  }

  @Test("every problem has a line of its own, with its place")
  func bad() throws {
    try write("users.yaml", "kind: User\nname: alice\ngroup: [Staff]\n")
    try write("groups.yaml", "kind: Grup\nname: Staff\n")
    let lines = EntityCheck.problems(of: root, by: options)
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("groups.yaml:1:7: ") == true)
    #expect(lines.last?.hasPrefix("users.yaml:3:1: ") == true)
  }

  @Test("the quotas and limits that are given judge, not the standard ones")
  func ownBounds() throws {
    try write("users.yaml", "kind: User\nname: alice\n---\nkind: User\nname: bob\n")
    var options = options
    options.quotas.usersPerAccountCountMax = 1
    let line = try #require(EntityCheck.problems(of: root, by: options).first)
    #expect(line.hasPrefix("users.yaml:4:"), "\(line)")
    #expect(throws: LoadFailure.self) { try DirectoryQuestion(directory: root, by: options) }
    #expect(throws: LoadFailure.self) { try DirectoryDump(directory: root, by: options) }
    options.quotas.usersPerAccountCountMax = 2
    #expect(EntityCheck.problems(of: root, by: options) == [])
    options.limits.manifestFileCountMax = 1
    #expect(EntityCheck.problems(of: root, by: options).count == 1)
  }

  @Test("a directory that is not there is a problem")
  func missing() {
    #expect(EntityCheck.problems(of: "\(root)/none", by: options).count == 1)
  }

  @Test("what a service does not know is found, and is no problem")
  func findings() throws {
    try write(
      "service.yaml",
      """
      kind: Service
      prefix: orders
      actions: [GetOrder]
      conditionKeys:
        - {name: "orders:Total", type: Numeric}
        - {name: "orders:Channels", type: ArrayOfString}
      """
    )
    try write(
      "users.yaml",
      """
      kind: User
      name: alice
      inlinePolicies:
        - name: P
          document:
            Version: "2012-10-17"
            Statement:
              Effect: Allow
              Action: ["orders:Get*", "orders:GetOder", "other:Thing"]
              Resource: "*"
              Condition:
                Bool: {"orders:Total": "true"}
                StringEquals: {"orders:Totl": "1", "orders:Channels": "web"}
      """
    )
    #expect(EntityCheck.problems(of: root, by: options) == [])
    #expect(
      EntityCheck.findings(in: root, by: options) == [
        "users.yaml:9:33: warning: the service `orders` describes no action `GetOder`, did you "
          + "mean `orders:GetOrder`?",
        "users.yaml:12:18: error: `Bool` compares other values than `orders:Total` has, which are "
          + "of type `Numeric`",
        "users.yaml:13:26: warning: the service `orders` describes no condition key "
          + "`orders:Totl`, did you mean `orders:Total`?",
        "users.yaml:13:46: error: `StringEquals` never holds for `orders:Channels`, which has "
          + "many values; use `ForAnyValue:` or `ForAllValues:`",
      ]
    )
  }

  @Test("a question about it is explained layer by layer")
  func explains() throws {
    try write(
      "users.yaml",
      """
      kind: User
      name: alice
      inlinePolicies:
        - name: P
          document:
            Version: "2012-10-17"
            Statement:
              Sid: Office
              Effect: Allow
              Action: "orders:Get*"
              Resource: "*"
              Condition: {IpAddress: {"aws:SourceIp": "10.0.0.0/8"}}
      """
    )
    func lines(_ context: [String]) throws -> [String] {
      var request = try AuthorizationRequest(
        principal: "arn:aws:iam::111122223333:user/alice",
        action: "orders:GetOrder",
        resource: "arn:aws:orders:::order/1",
        context: context
      )
      request.explain = .full
      return AnswerText.lines(of: try DirectoryQuestion(directory: root, by: options).ask(request))
    }
    let place = "arn:aws:iam::111122223333:user/alice#P statement 0 `Office` at 1:37"
    #expect(
      try lines([]).suffix(3) == [
        "  layers", "    identity        is silent",
        "      allow  \(place) does not apply: `IpAddress` on `aws:SourceIp` wants `10.0.0.0/8`, "
          + "the request has no such key",
      ]
    )
    #expect(
      try lines(["aws:SourceIp=192.0.2.1"]).last?
        .hasSuffix("wants `10.0.0.0/8`, the request has `192.0.2.1`") == true
    )
    #expect(
      try lines(["aws:SourceIp=10.1.1.1"]).suffix(2) == [
        "    identity        allows", "      allow  \(place) applies",
      ]
    )
  }
}
