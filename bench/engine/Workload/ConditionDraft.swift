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
  /// All channels that the request came through are among these.
  case allChannels([Int])
  /// The request has a label of this colour.
  case anyLabel(Int)
  /// The request asks for at most so many keys.
  case atMost(Int)
  /// The time is after so many years since 1990.
  case since(Int)

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
    case .allChannels(let channels):
      write(
        "ForAllValues:StringEquals",
        "orders:Channels",
        channels.map { Vocabulary.channels[$0] },
        to: &json
      )
    case .anyLabel(let label):
      write(
        "ForAnyValue:StringLike",
        "orders:Labels",
        ["\(Vocabulary.labels[label])-*"],
        to: &json
      )
    case .atMost(let count): write("NumericLessThanEquals", "s3:max-keys", ["\(count)"], to: &json)
    case .since(let year):
      write("DateGreaterThan", "aws:CurrentTime", ["\(1990 + year)-01-01T00:00:00Z"], to: &json)
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
