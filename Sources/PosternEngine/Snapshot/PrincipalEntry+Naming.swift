import PosternModel

extension PrincipalEntry {
  /// The name by which requests ask.
  ///
  /// That of a role's sessions is `arn:p:sts::A:assumed-role/name`, without the session and in
  /// lower case, because role names are unique ignoring case (table 1.7).
  var lookupName: String {
    switch lookup {
    case .name(let name): return name
    case .sessions:
      guard let arn = ARN(arn) else { return self.arn }
      return "arn:\(arn.partition):sts::\(arn.account):assumed-role/\(name)".lowercased()
    }
  }

  /// Where the session's name begins in a name that is the ARN of one session; 0 when it is not.
  var sessionStart: Int {
    guard form == .roleSession, case .name(let name) = lookup, let arn = ARN(name) else {
      return 0
    }
    let parts = arn.resource.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "assumed-role", !parts[1].isEmpty, !parts[2].isEmpty else {
      return 0
    }
    return name.utf8.count - parts[2].utf8.count
  }

  /// Whether service control policies can have a say: not for callers outside accounts, and not for
  /// sessions of roles that services own (E-26).
  var isBoundByOrganization: Bool { form.isOfAccount && !isServiceLinked }

  /// Whether it is a session of a role that a service owns, which no policy of an organization
  /// limits.
  var isServiceLinked: Bool { form == .roleSession && arn.contains(":role/aws-service-role/") }
}
