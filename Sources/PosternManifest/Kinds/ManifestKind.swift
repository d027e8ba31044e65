/// The word behind `kind` in a manifest.
enum ManifestKind: String, CaseIterable {
  case account = "Account"
  case user = "User"
  case group = "Group"
  case role = "Role"
  case policy = "Policy"
  case organization = "Organization"
  case instanceProfile = "InstanceProfile"
  case resourcePolicy = "ResourcePolicy"
  case service = "Service"

  /// The kinds that have an effect; nothing is loaded that decisions would ignore.
  static let readable: [ManifestKind] = [
    .account, .user, .group, .role, .policy, .resourcePolicy, .organization,
  ]
}
