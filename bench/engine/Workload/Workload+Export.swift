import PosternText

extension Workload {
  /// The account as `aws iam get-account-authorization-details` would print it, for a sidecar to
  /// load.
  var export: [UInt8] {
    var json = JSONWriter(reusing: [])
    json.beginObject()
    json.name("Policies")
    json.beginArray()
    for policy in policies { write(policy, to: &json) }
    json.endArray()
    json.name("GroupDetailList")
    json.beginArray()
    for (number, attached) in groups.enumerated() { writeGroup(number, attached, to: &json) }
    json.endArray()
    json.name("UserDetailList")
    json.beginArray()
    for user in users { write(user, to: &json) }
    json.endArray()
    json.endObject()
    return json.take()
  }

  private func write(_ policy: PolicyDraft, to json: inout JSONWriter) {
    json.beginObject()
    json.name("PolicyName")
    json.string(policy.name)
    json.name("Arn")
    json.string(policy.arn)
    json.name("DefaultVersionId")
    json.string("v1")
    json.name("PolicyVersionList")
    json.beginArray()
    json.beginObject()
    json.name("VersionId")
    json.string("v1")
    json.name("Document")
    json.raw(Array(policy.document.utf8))
    json.endObject()
    json.endArray()
    json.endObject()
  }

  private func writeGroup(_ number: Int, _ attached: [Int], to json: inout JSONWriter) {
    json.beginObject()
    json.name("GroupName")
    json.string(groupName(number))
    json.name("Arn")
    json.string("arn:aws:iam::\(Vocabulary.account):group/\(groupName(number))")
    json.name("AttachedManagedPolicies")
    json.beginArray()
    for policy in attached {
      json.beginObject()
      json.name("PolicyName")
      json.string(policies[policy].name)
      json.name("PolicyArn")
      json.string(policies[policy].arn)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private func write(_ user: UserDraft, to json: inout JSONWriter) {
    json.beginObject()
    json.name("UserName")
    json.string(user.name)
    json.name("Arn")
    json.string(user.arn)
    json.name("GroupList")
    json.beginArray()
    for group in user.groups { json.string(groupName(group)) }
    json.endArray()
    json.name("Tags")
    json.beginArray()
    json.beginObject()
    json.name("Key")
    json.string("team")
    json.name("Value")
    json.string("team-\(user.team)")
    json.endObject()
    json.endArray()
    json.endObject()
  }
}
