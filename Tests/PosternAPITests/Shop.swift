import PosternAPI
import PosternDecisionPoint
import PosternModel

/// A small account to ask questions about: alice may read orders and must not delete any.
enum Shop {
  static let alice = "arn:aws:iam::111122223333:user/alice"
  static let order = "arn:aws:orders:eu-west-1:111122223333:order/42"

  /// A plane with the account live; `denial` is one more policy of alice.
  static func plane(
    limits: Limits = .standard,
    authzen: AuthZENMapping? = nil,
    counters: PlaneCounters = PlaneCounters(),
    trustsContext: Bool = false,
    denial: String? = nil
  ) throws -> DecisionPlane {
    let point = DecisionPoint(limits: limits)
    try point.publish(contents(denial: denial), revision: 17)
    return DecisionPlane(
      authorizer: Authorizer(
        decisionPoint: point,
        trustsContext: trustsContext,
        secondsSinceEpoch: { 1_700_000_000 }
      ),
      limits: limits,
      authzen: authzen,
      counters: counters,
      clock: { 1_700_000_000 }
    )
  }

  /// A question as JSON.
  static func question(
    principal: String = alice,
    action: String,
    extra: String = ""
  ) -> String {
    """
    {"principal":"\(principal)","action":"\(action)","resource":"\(order)"\(extra)}
    """
  }

  static func contents(denial: String? = nil) -> AccountContents {
    guard let account = AccountID("111122223333") else { return AccountContents() }
    let read = policy(
      "OrdersRead",
      #"""
      {"Version": "2012-10-17", "Statement": {
        "Sid": "Read", "Effect": "Allow", "Action": "orders:GetOrder", "Resource": "*"}}
      """#,
      account
    )
    let never = policy(
      "NoDelete",
      #"""
      {"Version": "2012-10-17", "Statement": [{
        "Effect": "Deny", "Action": "orders:DeleteOrder", "Resource": "*"}]}
      """#,
      account
    )
    let tagged = policy(
      "Tagged",
      #"""
      {"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "orders:TagOrder", "Resource": "*", "Condition": {
          "ForAllValues:StringEquals": {"aws:TagKeys": ["team"]},
          "Null": {"aws:TagKeys": "false"},
          "StringEquals": {
            "aws:RequestTag/team": "red", "aws:ResourceTag/stage": "test",
            "orders:Channel": "web"}}}}
      """#,
      account
    )
    var contents = AccountContents()
    contents.accounts = [Account(id: account, partition: "aws", alias: nil)]
    contents.policies = [read, never, tagged]
    if let denial { contents.policies.append(policy("Denial", denial, account)) }
    contents.users = [
      User(
        account: account,
        name: "alice",
        path: "/",
        uniqueID: "AIDAEXAMPLEALICE00001",
        createdSeconds: 0,
        groups: [],
        inlinePolicies: [],
        attachedPolicies: contents.policies.map(\.arn),
        permissionsBoundary: nil,
        tags: []
      )
    ]
    return contents
  }

  private static func policy(
    _ name: String,
    _ text: String,
    _ account: AccountID
  ) -> ManagedPolicy {
    ManagedPolicy(
      arn: "arn:aws:iam::\(account):policy/\(name)",
      account: account,
      name: name,
      path: "/",
      uniqueID: "ANPAEXAMPLE\(name)",
      summary: "",
      createdSeconds: 0,
      versions: [
        ManagedPolicy.Version(
          number: 1,
          document: PolicyText(text: text, origin: nil),
          createdSeconds: 0
        )
      ],
      defaultVersionNumber: 1
    )
  }
}
