import PosternText

/// The one condition that a statement may have.
enum ConditionDraft: Sendable {
  /// The user's tag names one of these teams.
  case team([Int])
  /// The request comes from one of these networks.
  case network([Int])
  /// The user has proven a second factor.
  case multiFactor
  /// The listing is of the user's own folder.
  case homePrefix
  /// The request goes to one of these regions.
  case region([Int])

  /// Writes the value of the statement's `Condition`.
  func write(to json: inout JSONWriter) {
    switch self {
    case .team(let teams):
      write("StringEquals", "aws:PrincipalTag/team", teams.map { "team-\($0)" }, to: &json)
    case .network(let networks):
      write("IpAddress", "aws:SourceIp", networks.map { "10.\($0).0.0/16" }, to: &json)
    case .multiFactor: write("Bool", "aws:MultiFactorAuthPresent", ["true"], to: &json)
    case .homePrefix: write("StringLike", "s3:prefix", ["home/${aws:username}/*"], to: &json)
    case .region(let regions):
      write(
        "StringEquals",
        "aws:RequestedRegion",
        regions.map { Vocabulary.regions[$0] },
        to: &json
      )
    }
  }

  private func write(
    _ operatorName: StaticString,
    _ key: StaticString,
    _ values: [String],
    to json: inout JSONWriter
  ) {
    json.beginObject()
    json.name(operatorName)
    json.beginObject()
    json.name(key)
    json.strings(values)
    json.endObject()
    json.endObject()
  }
}
