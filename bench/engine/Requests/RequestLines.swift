import PosternModel
import PosternText

/// The workload for other engines: a line with the policies of everybody, then a line for each
/// request with the policies of whoever asks, by place, and the outcome.
enum RequestLines {
  /// Prints the lines.
  static func print(_ subject: borrowing Subject) throws {
    Swift.print(policies(of: subject.workload))
    for place in subject.requests.indices {
      let draft = subject.drafts[place]
      let outcome = try subject.decide(place).outcome
      var json = JSONWriter(reusing: [])
      json.beginObject()
      json.name("request")
      json.raw(draft.body)
      json.name("name")
      json.string(draft.user.name)
      json.name("team")
      json.string("team-\(draft.user.team)")
      json.name("policies")
      json.beginArray()
      for policy in draft.user.policies { json.integer(policy) }
      json.endArray()
      json.name("outcome")
      json.string("\(outcome)")
      json.endObject()
      Swift.print(String(decoding: json.take(), as: UTF8.self))
    }
  }

  private static func policies(of workload: Workload) -> String {
    var json = JSONWriter(reusing: [])
    json.beginArray()
    for policy in workload.policies { json.raw(Array(policy.document.utf8)) }
    json.endArray()
    return String(decoding: json.take(), as: UTF8.self)
  }
}
