extension WorldGenerator {
  static let user = "arn:aws:iam::111122223333:user/p/bob"
  static let userID = "AIDAEXAMPLEUSER0001"
  static let roleID = "AROAEXAMPLEROLE0001"
  static let root = "arn:aws:iam::111122223333:root"

  static let actions = [
    "s3:Get", "s3:GetObject", "s3:GetObjectVersion", "s3:Put", "s3:PutBucketPolicy", "sqs:Get",
    "sqs:Send", "sqs:SendSend", "s3:G",
  ]
  static let resourceARNs = [
    "arn:aws:s3:::b", "arn:aws:s3:::b/k", "arn:aws:s3:::b/", "arn:aws:s3:::b/a/k",
    "arn:aws:s3:::bb",
    "arn:aws:s3:::b/bob/x", "arn:aws:s3:::b/*", "arn:aws:s3:::b/é", "arn:aws:s3:::b/😀",
    "arn:aws:s3:::b/a\nb", "arn:aws:s3:::b:k", "arn:aws:sqs:eu:111122223333:q",
    "arn:aws:sqs:EU:111122223333:q:k", "arn:aws:sqs::111122223333:q", "arn:aws:sqs:eu::q",
    "arn:aws:sqs:eu:444455556666:q", "arn:aws:sqs:eu:111122223333:",
  ]
  /// Actions and resources whose rules are their own (6.6, E-45).
  static let keyActions = ["kms:Decrypt", "kms:ListGrants", "kms:RetireGrant", "kms:PutKeyPolicy"]
  static let keyARNs = [
    "arn:aws:kms:eu:111122223333:key/k", "arn:aws:kms:eu:444455556666:key/k",
    "arn:aws:kms:eu:111122223333:alias/k",
  ]
  static let roleARNs = [
    "arn:aws:iam::111122223333:role/R", "arn:aws:iam::111122223333:role/p/R",
    "arn:aws:iam::444455556666:role/R",
  ]
  static let callers = [
    user, user, "arn:aws:iam::111122223333:user/eve", root, "arn:aws:iam::444455556666:root",
    "arn:aws:sts::111122223333:assumed-role/R/S", "arn:aws:sts::111122223333:assumed-role/R/S",
    "arn:aws:sts::111122223333:assumed-role/r/T", "arn:aws:iam::111122223333:role/p/R",
    "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/R",
    "arn:aws:sts::111122223333:federated-user/N", "s3.amazonaws.com", "anonymous",
  ]
  static let providers = [
    "arn:aws:iam::111122223333:saml-provider/P",
    "arn:aws:iam::111122223333:oidc-provider/accounts.example.org", "accounts.google.com",
    "cognito-identity.amazonaws.com",
  ]
  /// What a world may tell of its caller: `aws:userid`, and the role of a session with its path.
  static let userIDs = [userID, roleID, roleID + ":S", userID + ":S", "AROA", "111122223333"]
  static let tolds = [
    "arn:aws:iam::111122223333:role/p/R", "arn:aws:iam::111122223333:role/q/r",
    "arn:aws:iam::444455556666:role/R", "arn:aws:iam::111122223333:user/eve",
    "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/R",
  ]
  /// Who may ask to assume a role without being of any account; a plain name is a service's or a
  /// provider's, as the action wants it.
  static let outsiders =
    providers + ["www.amazon.com", "s3.amazonaws.com", "ec2.amazonaws.com", "anonymous"]
  /// The actions that ask a trust policy.
  static let trustActions = [
    "sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML", "sts:TagSession",
    "sts:SetSourceIdentity", "sts:SetContext",
  ]
  /// The entries of principal elements: category and name.
  static let principals = [
    ("AWS", "*"), ("AWS", "*"), ("AWS", "111122223333"), ("AWS", root), ("AWS", user),
    ("AWS", "arn:aws:iam::111122223333:user/bob"), ("AWS", "arn:aws:iam::111122223333:user/eve"),
    ("AWS", "444455556666"), ("AWS", "arn:aws:iam::111122223333:role/R"),
    ("AWS", "arn:aws:iam::111122223333:role/p/R"),
    ("AWS", "arn:aws:sts::111122223333:assumed-role/R/S"),
    ("AWS", "arn:aws:sts::111122223333:assumed-role/r/T"),
    ("AWS", "arn:aws:sts::111122223333:federated-user/N"), ("Service", "s3.amazonaws.com"),
    ("Service", "sqs.amazonaws.com"), ("AWS", userID), ("AWS", roleID),
  ]
  /// The entries of principal elements about somebody outside the accounts.
  static func principals(about outsider: String) -> [(String, String)] {
    var entries = [("AWS", "*"), ("Federated", providers[0]), ("Service", "s3.amazonaws.com")]
    if outsider.contains(".") || outsider.contains(":") {
      entries += [("Federated", outsider), ("Federated", outsider)]
      if !outsider.contains(":") { entries += [("Service", outsider), ("Service", outsider)] }
    }
    return entries
  }
}
