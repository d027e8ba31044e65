/// The word behind `kind` in a manifest.
enum ManifestKind: String, CaseIterable {
  case account = "Account"
  case user = "User"
  case group = "Group"
  case role = "Role"
  case instanceProfile = "InstanceProfile"
  case policy = "Policy"
  case resourcePolicy = "ResourcePolicy"
  case organization = "Organization"
  case service = "Service"
}
