import PosternText

/// A managed policy of a workload.
struct PolicyDraft: Sendable {
  /// Its name.
  let name: String
  /// What it says.
  let statements: [StatementDraft]

  /// The policy's whole name.
  var arn: String { "arn:aws:iam::\(Vocabulary.account):policy/\(name)" }

  /// The document as JSON text.
  var document: String {
    var json = JSONWriter(reusing: [])
    json.beginObject()
    json.name("Version")
    json.string("2012-10-17")
    json.name("Statement")
    json.beginArray()
    for statement in statements { statement.write(to: &json) }
    json.endArray()
    json.endObject()
    return String(decoding: json.take(), as: UTF8.self)
  }
}
