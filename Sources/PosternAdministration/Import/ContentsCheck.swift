internal import PosternManifest
internal import PosternModel
internal import PosternText

/// The check of one load: gathers problems, entity by entity.
struct ContentsCheck {
  /// What users, groups, roles and instance profiles have in common.
  struct Holder {
    let entity: EntityPlaces.Entity
    let kind: String
    let account: AccountID
    let name: String
    let path: String
    let nameCountMax: Int
    let inlinePolicies: [InlinePolicy]
    let inlineCharacterCountMax: Int
    let attachedPolicies: [String]
    let attachedCountMax: Int
    let permissionsBoundary: String?
    let tags: [Tag]
  }

  let contents: AccountContents
  let places: EntityPlaces
  let remarks: EntityRemarks
  let rules: ImportRules
  /// Users, groups, roles and instance profiles, in this order.
  let holders: [Holder]
  /// Whether everything could be read, so that what is not there is really missing.
  let isComplete: Bool
  var problems: ProblemList

  /// Begins a check that goes on from the problems of loading.
  init(_ loaded: LoadedContents, rules: ImportRules) {
    contents = loaded.contents
    places = loaded.places
    remarks = loaded.remarks
    problems = loaded.problems
    isComplete = loaded.problems.isEmpty
    self.rules = rules
    holders = Self.holders(of: loaded.contents, quotas: rules.quotas)
  }

  /// Adds a problem with a part of an entity.
  mutating func refuse(
    _ message: String,
    help: String?,
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part
  ) {
    let place = places.place(of: part, in: entity)
    problems.add(
      message,
      help: help,
      file: place?.file ?? "<import>",
      position: place?.position
    )
  }

  /// Where a part was written, in words; empty for contents that come from elsewhere than files.
  func placeText(_ entity: EntityPlaces.Entity, _ part: EntityPlaces.Part) -> String {
    guard let place = places.place(of: part, in: entity) else { return "" }
    return " in \(place.file):\(place.position.line)"
  }

  private static func holders(of contents: AccountContents, quotas: AccountQuotas) -> [Holder] {
    let users = contents.users.enumerated().map { index, user in
      Holder(
        entity: .user(index),
        kind: "user",
        account: user.account,
        name: user.name,
        path: user.path,
        nameCountMax: NameRules.shortNameCountMax,
        inlinePolicies: user.inlinePolicies,
        inlineCharacterCountMax: quotas.inlinePerUserCharacterCountMax,
        attachedPolicies: user.attachedPolicies,
        attachedCountMax: quotas.attachedPoliciesPerUserCountMax,
        permissionsBoundary: user.permissionsBoundary,
        tags: user.tags
      )
    }
    let groups = contents.groups.enumerated().map { index, group in
      Holder(
        entity: .group(index),
        kind: "group",
        account: group.account,
        name: group.name,
        path: group.path,
        nameCountMax: NameRules.longNameCountMax,
        inlinePolicies: group.inlinePolicies,
        inlineCharacterCountMax: quotas.inlinePerGroupCharacterCountMax,
        attachedPolicies: group.attachedPolicies,
        attachedCountMax: quotas.attachedPoliciesPerGroupCountMax,
        permissionsBoundary: nil,
        tags: []
      )
    }
    let roles = contents.roles.enumerated().map { index, role in
      Holder(
        entity: .role(index),
        kind: "role",
        account: role.account,
        name: role.name,
        path: role.path,
        nameCountMax: NameRules.shortNameCountMax,
        inlinePolicies: role.inlinePolicies,
        inlineCharacterCountMax: quotas.inlinePerRoleCharacterCountMax,
        attachedPolicies: role.attachedPolicies,
        attachedCountMax: quotas.attachedPoliciesPerRoleCountMax,
        permissionsBoundary: role.permissionsBoundary,
        tags: role.tags
      )
    }
    let profiles = contents.instanceProfiles.enumerated().map { index, profile in
      Holder(
        entity: .instanceProfile(index),
        kind: "instance profile",
        account: profile.account,
        name: profile.name,
        path: profile.path,
        nameCountMax: NameRules.longNameCountMax,
        inlinePolicies: [],
        inlineCharacterCountMax: 0,
        attachedPolicies: [],
        attachedCountMax: 0,
        permissionsBoundary: nil,
        tags: profile.tags
      )
    }
    return users + groups + roles + profiles
  }
}
