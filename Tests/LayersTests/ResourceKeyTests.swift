import PosternModel
import Testing

@Suite("Condition keys of the resource's owner (5.4)")
struct ResourceKeyTests {
  private static let conditions = [
    "account": #"{StringEquals: {"aws:ResourceAccount": "100000000001"}}"#,
    "organization": #"{StringEquals: {"aws:ResourceOrgID": "o-acme"}}"#,
    "path": #"{"ForAnyValue:StringLike": {"aws:ResourceOrgPaths": "o-acme/r-acme/*"}}"#,
    "variable": #"{StringEquals: {"shop:owner": "${aws:ResourceAccount}"}}"#,
  ]

  /// Who may do what with resources that have a certain owner.
  private static let manifests =
    """
    {kind: Account, id: 100000000001}
    ---
    {kind: Account, id: 200000000002}
    ---
    {kind: Organization, id: o-acme, managementAccount: 100000000001,
     root: {id: r-acme, accounts: [100000000001]}}
    ---
    {kind: ResourcePolicy, resource: "arn:aws:s3:::known", account: 100000000001, document:
      {Version: "2012-10-17", Statement: {Effect: Deny, Principal: "*", Action: "s3:None",
       Resource: "*"}}}
    ---
    kind: User
    name: ann
    account: 100000000001
    inlinePolicies:

    """
    + conditions.sorted { $0.key < $1.key }.map { name, condition in
      """
        - name: \(name)
          document: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "\(name):*",
            Resource: "*", Condition: \(condition)}}

      """
    }.joined()

  /// A resource, and who a caller says that it belongs to.
  struct Case: CustomTestStringConvertible, Sendable {
    let description: String
    let resource: String
    var owner = ""
    let said: String
    let isMember: Bool
    var testDescription: String { description }
  }

  private static func isAllowed(_ item: Case, _ premises: Premises) throws -> [String: Bool] {
    let context = [
      "aws:ResourceAccount": [item.said],
      "aws:ResourceOrgID": [item.said == "100000000001" ? "o-acme" : "o-other"],
      "aws:ResourceOrgPaths": [
        item.said == "100000000001" ? "o-acme/r-acme/" : "o-other/r-other/", "o-third/r/",
      ],
      "shop:owner": ["100000000001"],
    ]
    let answers = try conditions.keys.map { name in
      let answer = try premises.ask(
        "arn:aws:iam::100000000001:user/ann",
        "\(name):Get",
        item.resource,
        owner: item.owner,
        context: context
      )
      return (name, answer.outcome == .allow)
    }
    return Dictionary(uniqueKeysWithValues: answers)
  }

  @Test(
    "what is known of the owner stands before what a caller says, else that counts",
    arguments: [
      Case(
        description: "the resource's ARN names a member",
        resource: "arn:aws:s3::100000000001:b",
        said: "200000000002",
        isMember: true
      ),
      Case(
        description: "the policy of the resource has an owner",
        resource: "arn:aws:s3:::known/k",
        said: "200000000002",
        isMember: true
      ),
      Case(
        description: "the request names the owner elsewhere",
        resource: "arn:aws:s3:::unknown",
        owner: "100000000001",
        said: "200000000002",
        isMember: true
      ),
      Case(
        description: "nobody knows the owner",
        resource: "arn:aws:s3:::unknown",
        said: "100000000001",
        isMember: true
      ),
      Case(
        description: "nobody knows the owner, and a caller says another one",
        resource: "arn:aws:s3:::unknown",
        said: "200000000002",
        isMember: false
      ),
    ]
  )
  func isKnown(_ item: Case) throws {
    let premises = try Premises(Self.manifests, trustsContext: false)
    let expected = Self.conditions.mapValues { _ in item.isMember }
    #expect(try Self.isAllowed(item, premises) == expected)
    // Asked again, the keys are recognized as those of the last question.
    #expect(try Self.isAllowed(item, premises) == expected)
  }

  @Test("a caller whose context is believed may say otherwise, as of every key")
  func isBelieved() throws {
    let premises = try Premises(Self.manifests)
    let item = Case(
      description: "another owner",
      resource: "arn:aws:s3::100000000001:b",
      said: "200000000002",
      isMember: false
    )
    #expect(try Self.isAllowed(item, premises) == Self.conditions.mapValues { _ in false })
  }
}
