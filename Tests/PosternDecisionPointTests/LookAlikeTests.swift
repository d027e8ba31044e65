import PosternDecisionPoint
import PosternModel
import Testing

/// A snapshot made after another one shares with it what is the same, to the byte.
@Suite("Texts that only look alike")
struct LookAlikeTests {
  /// A syllable of Hangul, and the letters that it is made of: equal strings of other bytes.
  private static let (whole, parts) = ("\u{AC00}", "\u{1100}\u{1161}")

  private static func document(_ statement: String) -> PolicyText {
    PolicyText(text: #"{"Version":"2012-10-17","Statement":"# + statement + "}", origin: nil)
  }

  /// One user with a tag, whose policy wants the whole syllable, and one resource that is hers.
  private static func contents(tag: String, resource: String) throws -> AccountContents {
    let account = try #require(AccountID("111122223333"))
    let inline = document(
      #"{"Effect":"Allow","Action":"x:Tagged","Resource":"*","Condition":"#
        + #"{"StringEquals":{"aws:PrincipalTag/t":"\uac00"}}}"#
    )
    let attached = document(
      #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/ann"},"#
        + #""Action":"x:Owned","Resource":"*"}"#
    )
    var contents = AccountContents()
    contents.accounts = [Account(id: account, partition: "aws", alias: nil)]
    contents.users = [
      User(
        account: account,
        name: "ann",
        path: "/",
        uniqueID: "",
        createdSeconds: 0,
        groups: [],
        inlinePolicies: [InlinePolicy(name: "own", document: inline)],
        attachedPolicies: [],
        permissionsBoundary: nil,
        tags: [Tag(key: "t", value: tag)]
      )
    ]
    contents.resourcePolicies = [
      ResourcePolicy(resource: "arn:aws:x:::\(resource)", account: account, document: attached)
    ]
    return contents
  }

  @Test("a new value of a tag is live although it looks like the old one (E-29)")
  func tag() throws {
    let point = DecisionPoint(limits: .standard)
    let authorizer = Authorizer(
      decisionPoint: point,
      trustsContext: false,
      secondsSinceEpoch: { 1_700_000_000 }
    )
    let request = AuthorizationRequest(
      principal: "arn:aws:iam::111122223333:user/ann",
      action: "x:Tagged",
      resource: "*"
    )
    for (revision, tag) in [Self.whole, Self.parts, Self.whole].enumerated() {
      try point.publish(Self.contents(tag: tag, resource: "r"), revision: UInt64(revision + 1))
      authorizer.refresh()
      let expected = tag.utf8.count == Self.whole.utf8.count
      #expect(try authorizer.authorize(request).isAllowed == expected, "\(revision)")
    }
  }

  @Test("a policy moves to a resource that looks like the one before (E-29)")
  func resource() throws {
    let point = DecisionPoint(limits: .standard)
    let authorizer = Authorizer(
      decisionPoint: point,
      trustsContext: false,
      secondsSinceEpoch: { 1_700_000_000 }
    )
    let user = "arn:aws:iam::111122223333:user/ann"
    for (revision, resource) in [Self.whole, Self.parts, Self.whole].enumerated() {
      try point.publish(Self.contents(tag: "t", resource: resource), revision: UInt64(revision + 1))
      authorizer.refresh()
      for asked in [Self.whole, Self.parts] {
        let request = AuthorizationRequest(
          principal: user,
          action: "x:Owned",
          resource: "arn:aws:x:::\(asked)"
        )
        let expected = asked.utf8.count == resource.utf8.count
        #expect(try authorizer.authorize(request).isAllowed == expected, "\(revision)")
      }
    }
  }
}
