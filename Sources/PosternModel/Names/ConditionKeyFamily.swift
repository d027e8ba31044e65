/// The open families of condition keys: a fixed beginning and the name of a tag.
package enum ConditionKeyFamily: CaseIterable, Sendable {
  case principalTag
  case requestTag
  case resourceTag
  case iamResourceTag

  /// The families whose values are tags of users and roles, as those who ask or are asked about.
  package static let ofEntities: [ConditionKeyFamily] = [
    .principalTag, .resourceTag, .iamResourceTag,
  ]

  /// How every key of the family begins, in lower case.
  package var prefix: StaticString {
    switch self {
    case .principalTag: "aws:principaltag/"
    case .requestTag: "aws:requesttag/"
    case .resourceTag: "aws:resourcetag/"
    case .iamResourceTag: "iam:resourcetag/"
    }
  }

  /// Whether the engine alone may set keys of the family (class E of section 5.1).
  package var isSetByEngine: Bool { self == .principalTag }
}
