import PosternModel

/// Contents of a store with one user, for tests of publishing.
enum Shop {
  static let alice = "arn:aws:iam::111122223333:user/alice"
  static let order = "arn:aws:orders:eu-west-1:111122223333:order/42"

  /// Alice with one inline policy.
  static func contents(_ policy: String, boundary: String? = nil) -> AccountContents {
    var contents = AccountContents()
    guard let account = AccountID("111122223333") else { return contents }
    contents.accounts = [Account(id: account, partition: "aws", alias: nil)]
    contents.users = [
      User(
        account: account,
        name: "alice",
        path: "/",
        uniqueID: "AIDAEXAMPLEALICE00001",
        createdSeconds: 0,
        groups: [],
        inlinePolicies: [
          InlinePolicy(name: "own", document: PolicyText(text: policy, origin: nil))
        ],
        attachedPolicies: [],
        permissionsBoundary: boundary,
        tags: []
      )
    ]
    return contents
  }

  /// A policy that allows one action on everything.
  static func allowing(_ action: String) -> String {
    #"""
    {"Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "\#(action)", "Resource": "*"}}
    """#
  }

  /// A question about an order.
  static func question(
    principal: String = alice,
    action: String,
    resource: String = order
  ) -> AuthorizationRequest {
    AuthorizationRequest(principal: principal, action: action, resource: resource)
  }
}
