import PosternEngine
import PosternModel
import Testing

@Suite("Services from manifests")
struct ServiceTests {
  private static let premises = """
    {kind: Account, id: 111122223333}
    ---
    kind: Service
    prefix: orders
    resourceControlPolicies: true
    resourcePoliciesMayOmitResource: true
    resourceTypes:
      - {name: order, arn: "arn:aws:orders:*:*:order/*"}
      - {name: vault, arn: "arn:aws:orders:*:*:vault/*", needsResourceGrant: true}
    actions:
      - {name: GetOrder, resourceTypes: [order]}
      - {name: OpenVault, resourceTypes: [vault]}
      - {name: ListVaultKeys, resourceTypes: [vault], needsResourceGrant: false}
      - {name: PutAccessRules, resourceTypes: [order], handlesPolicy: true}
      - ListRegions
      - {name: ListOrders, defaultResource: "arn:aws:orders:::order/*"}
    conditionKeys:
      - {name: orders:Channels, type: ArrayOfString}
      - {name: orders:Total, type: Numeric}
      - {name: orders:Label/, type: ArrayOfString}
    ---
    kind: User
    name: ann
    inlinePolicies:
      - name: P
        document:
          Version: "2012-10-17"
          Statement:
            - {Sid: Orders, Effect: Allow, Action: "orders:*",
               Resource: ["arn:aws:orders:*:*:order/*", "arn:aws:orders:*:*:vault/*"]}
    ---
    kind: User
    name: ben
    inlinePolicies:
      - name: P
        document:
          Version: "2012-10-17"
          Statement:
            - Sid: Channels
              Effect: Allow
              Action: orders:GetOrder
              Resource: "*"
              Condition: {StringEquals: {"orders:Channels": web}}
            - Sid: Labels
              Effect: Allow
              Action: orders:OpenVault
              Resource: "*"
              Condition: {"ForAnyValue:StringEquals": {"orders:Label/x": web}}
            - {Sid: Lists, Effect: Allow, Action: "orders:List*", Resource: "*"}
    ---
    kind: ResourcePolicy
    resource: arn:aws:orders:eu:111122223333:vault/1
    document:
      Version: "2012-10-17"
      Statement:
        - {Sid: Account, Effect: Allow, Principal: {AWS: "111122223333"}, Action: "orders:*"}
    ---
    kind: ResourcePolicy
    resource: arn:aws:orders:eu:111122223333:order/7
    document:
      Version: "2012-10-17"
      Statement:
        - {Sid: Nobody, Effect: Deny, Principal: "*", Action: "orders:*"}
    """

  /// Who asks for what, and the answer in short.
  struct Case: CustomTestStringConvertible, Sendable {
    let user: String
    let action: String
    let resource: String
    let answer: String
    var testDescription: String { "\(user) \(action) \(resource)" }
  }

  @Test(
    "what a service says of its actions and resources decides (M-17, 6.6, E-21b, table 1.6)",
    arguments: [
      // An action without a resource is evaluated on `*`, whatever is asked.
      Case(
        user: "ann",
        action: "ListRegions",
        resource: "order/1",
        answer: "implicitDeny identity"
      ),
      Case(user: "ben", action: "ListRegions", resource: "order/1", answer: "allow identity"),
      // One with a default resource is evaluated on that.
      Case(user: "ann", action: "ListOrders", resource: "*", answer: "allow identity"),
      Case(user: "ann", action: "ListOrders", resource: "vault/2", answer: "allow identity"),
      Case(user: "ben", action: "ListOrders", resource: "*", answer: "allow identity"),
      Case(user: "ann", action: "GetOrder", resource: "order/1", answer: "allow identity"),
      // A vault needs a grant of its own policy, root included.
      Case(user: "ann", action: "OpenVault", resource: "vault/2", answer: "implicitDeny resource"),
      Case(user: "root", action: "OpenVault", resource: "vault/2", answer: "implicitDeny resource"),
      Case(user: "ann", action: "OpenVault", resource: "vault/1", answer: "allow identity"),
      Case(user: "root", action: "OpenVault", resource: "vault/1", answer: "allow resource"),
      Case(user: "ann", action: "ListVaultKeys", resource: "vault/2", answer: "allow identity"),
      // Without `Resource` a statement is about the attached resource itself, not what is below.
      Case(user: "ann", action: "GetOrder", resource: "order/7", answer: "explicitDeny resource"),
      Case(user: "ann", action: "GetOrder", resource: "order/7/x", answer: "allow identity"),
      // Root gets its policy back by the actions that the service names, and by no others.
      Case(user: "root", action: "PutAccessRules", resource: "order/7", answer: "allow identity"),
      Case(
        user: "root",
        action: "DeleteOrderPolicy",
        resource: "order/7",
        answer: "explicitDeny resource"
      ),
      Case(
        user: "ann",
        action: "PutAccessRules",
        resource: "order/7",
        answer: "explicitDeny resource"
      ),
    ]
  )
  func decides(_ item: Case) throws {
    let answer = try Premises(Self.premises).ask(
      "arn:aws:iam::111122223333:" + (item.user == "root" ? "root" : "user/\(item.user)"),
      "orders:\(item.action)",
      item.resource == "*" ? "*" : "arn:aws:orders:eu:111122223333:\(item.resource)"
    )
    #expect("\(answer.outcome) \(answer.layer)" == item.answer)
  }

  @Test(
    "a denial names what was decided on: nothing, what the service says, or what was asked (6.9)",
    arguments: [
      // As many as have no resource, whatever is asked.
      ("orders:ListRegions", "arn:aws:orders:eu:111122223333:order/1", ""),
      ("orders:ListRegions", "*", ""),
      ("ORDERS:listregions", "arn:aws:orders:eu:111122223333:order/1", ""),
      ("orders:ListOrders", "*", " on resource: arn:aws:orders:::order/*"),
      (
        "orders:ListOrders", "arn:aws:orders:eu:111122223333:vault/2",
        " on resource: arn:aws:orders:::order/*"
      ),
      (
        "orders:GetOrder", "arn:aws:orders:eu:111122223333:order/1",
        " on resource: arn:aws:orders:eu:111122223333:order/1"
      ),
    ]
  )
  func message(action: String, resource: String, clause: String) throws {
    let premises =
      Self.premises + """

        ---
        {kind: User, name: cleo}
        """
    let cleo = "arn:aws:iam::111122223333:user/cleo"
    #expect(
      try Premises(premises).ask(cleo, action, resource).message
        == "User: \(cleo) is not authorized to perform: \(action)\(clause) "
        + "because no identity-based policy allows the \(action) action"
    )
  }

  @Test("a key that a service calls a list is one, however it is sent (C-30, C-31)")
  func lists() throws {
    let premises = try Premises(Self.premises)
    let ben = "arn:aws:iam::111122223333:user/ben"
    let order = "arn:aws:orders:eu:111122223333:order/1"
    let vault = "arn:aws:orders:eu:111122223333:vault/1"
    let channel = try premises.ask(
      ben,
      "orders:GetOrder",
      order,
      context: ["orders:Channels": ["web"]]
    )
    #expect(channel.outcome == .implicitDeny)
    let label = try premises.ask(
      ben,
      "orders:OpenVault",
      vault,
      context: ["orders:Label/x": ["web"]]
    )
    #expect(label.outcome == .allow)
    #expect(throws: RequestFault(.listForSingleValue, entry: 0)) {
      try premises.ask(ben, "orders:GetOrder", order, context: ["orders:Total": ["1", "2"]])
    }
  }

  /// A description that is refused, and why.
  struct Refusal: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let problem: String
    var testDescription: String { name }
  }

  private static func service(_ members: String) -> String {
    "{kind: Account, id: 111122223333}\n---\n{kind: Service, prefix: orders, \(members)}\n"
  }

  @Test(
    "a description that contradicts itself is refused where it does",
    arguments: [
      Refusal(
        name: "a prefix with a wildcard",
        text: "{kind: Account, id: 111122223333}\n---\n{kind: Service, prefix: \"or*\"}",
        problem: "a.yaml:3:25: expected a service prefix of 1 to 64 letters, digits, dots and "
          + "hyphens, found `or*`"
      ),
      Refusal(
        name: "a built-in service",
        text: "{kind: Account, id: 111122223333}\n---\n{kind: Service, prefix: IAM}",
        problem: "a.yaml:3:25: the service `IAM` is built in and cannot be described"
      ),
      Refusal(
        name: "a type that nobody described",
        text: service("actions: [{name: Get, resourceTypes: [order]}]"),
        problem: "a.yaml:3:43: the action `Get` acts on `order`, which is no type of resources here"
      ),
      Refusal(
        name: "an action twice",
        text: service("actions: [Get, get]"),
        problem: "a.yaml:3:48: the action `get` is given twice; names ignore case"
      ),
      Refusal(
        name: "an action with the prefix before it",
        text: service("actions: [\"orders:Get\"]"),
        problem: "a.yaml:3:43: expected the name of an action with 1 to 128 of "
          + "`A-Z a-z 0-9 _ . / -`, without the service's prefix, found `orders:Get`"
      ),
      Refusal(
        name: "a key of somebody else",
        text: service("conditionKeys: [{name: \"aws:SourceIp\", type: String}]"),
        problem: "a.yaml:3:49: expected a condition key that begins with `orders:`, found "
          + "`aws:SourceIp`"
      ),
      Refusal(
        name: "a type of values that does not exist",
        text: service("conditionKeys: [{name: \"orders:A\", type: ArrayOfStrings}]"),
        problem: "a.yaml:3:74: expected one of the types `String`, `Numeric`, `Date`, `Bool`, "
          + "`Binary`, `IPAddress`, `ARN`, with `ArrayOf` before it for a key with many values, "
          + "found `ArrayOfStrings`; did you mean `ArrayOfString`?"
      ),
      Refusal(
        name: "a pattern that is no ARN",
        text: service("resourceTypes: [{name: order, arn: \"order/*\"}]"),
        problem: "a.yaml:3:49: expected the pattern of the ARNs of `order`, six parts divided by "
          + "colons, found `order/*`; such as `arn:aws:orders:*:*:order/*`"
      ),
      Refusal(
        name: "an unknown member",
        text: service("action: []"),
        problem: "a.yaml:3:33: unknown member `action` of a service, expected one of `kind`, "
          + "`prefix`, `description`, `resourceControlPolicies`, "
          + "`resourcePoliciesMayOmitResource`, `resourceTypes`, `actions`, `conditionKeys`; did "
          + "you mean `actions`?"
      ),
      Refusal(
        name: "a service twice",
        text: service("actions: []") + "---\n{kind: Service, prefix: Orders}",
        problem: "a.yaml:5:25: the service `Orders` is described twice, first in a.yaml:3"
      ),
      Refusal(
        name: "a resource policy that leaves out what its service asks for",
        text: service("actions: []") + """
          ---
          kind: ResourcePolicy
          resource: arn:aws:orders:eu:111122223333:order/7
          document:
            Version: "2012-10-17"
            Statement:
              - {Effect: Deny, Principal: "*", Action: "orders:*"}
          """,
        problem: "a.yaml:10:7: the statement has neither `Resource` nor `NotResource`"
      ),
    ]
  )
  func refuses(_ item: Refusal) throws {
    #expect(try Premises.problems(item.text) == [item.problem])
  }

  @Test("a service may say that its actions stand in resource control policies (E-45)")
  func control() throws {
    func manifests(_ isControlled: Bool) -> String {
      """
      {kind: Account, id: 111122223333}
      ---
      {kind: Service, prefix: orders, resourceControlPolicies: \(isControlled)}
      ---
      {kind: User, name: ann, inlinePolicies: [{name: P, document:
        {Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*"}}}]}
      ---
      kind: Organization
      id: o-acme
      managementAccount: "999988887777"
      root:
        id: r-acme
        accounts: ["111122223333"]
        resourceControlPolicies:
          - name: NoOrders
            document:
              Version: "2012-10-17"
              Statement: {Effect: Deny, Principal: "*", Action: "orders:*", Resource: "*"}
      """
    }
    let ann = "arn:aws:iam::111122223333:user/ann"
    let order = "arn:aws:orders:eu:111122223333:order/1"
    let answer = try Premises(manifests(true)).ask(ann, "orders:GetOrder", order)
    #expect(answer.outcome == .explicitDeny)
    #expect(answer.layer == .rcp)
    #expect(
      try Premises.problems(manifests(false)) == [
        "a.yaml:18:59: the service `orders` takes no part in resource control policies; a service "
          + "of your own does when its description says `resourceControlPolicies: true`"
      ]
    )
  }
}
