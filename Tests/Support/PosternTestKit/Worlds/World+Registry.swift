extension World {
  /// Throws when a key of the context is there twice (K-01), or is sent as a list that it cannot be
  /// (C-30).
  package func checkContext() throws {
    var seen: Set<[UInt8]> = []
    for entry in context {
      let key = entry.key.lowercased()
      let pointer = "/context/\(entry.key)"
      guard seen.insert(Array(key.utf8)).inserted else {
        throw WorldError(pointer: pointer, expected: "each key once, ignoring case")
      }
      if entry.isMultivalued, isSingle(key: key) {
        throw WorldError(pointer: pointer, expected: "one value")
      }
    }
  }

  /// Whether the registry (section 5) says that a key holds a list, however it is sent (C-30).
  package static func isList(key: String) -> Bool {
    let key = key.lowercased()
    return lists.contains(key) || key.hasPrefix("saml:eduperson")
      || (key.hasSuffix(":amr") && key.contains("."))
  }

  /// Whether the registry says that a key has one value (C-30).
  static func isSingle(key: String) -> Bool {
    singles.contains(key) || tagFamilies.contains { key.hasPrefix($0) }
  }

  private static let lists: Set<String> = [
    "aws:calledvia", "aws:principalorgpaths", "aws:principalservicenameslist",
    "aws:resourceorgpaths", "aws:sourceorgpaths", "aws:tagkeys", "aws:vpceorgpaths", "saml:cn",
    "saml:mail", "saml:uid", "sts:transitivetagkeys",
  ]

  private static let tagFamilies = [
    "aws:principaltag/", "aws:requesttag/", "aws:resourcetag/", "iam:resourcetag/",
  ]

  private static let singles: Set<String> = [
    "aws:assumedroot", "aws:calledviaawsmcp", "aws:calledviafirst", "aws:calledvialast",
    "aws:chatbotsourcearn", "aws:currenttime", "aws:ec2instancesourceprivateipv4",
    "aws:ec2instancesourcevpc", "aws:epochtime", "aws:federatedprovider", "aws:ismcpserviceaction",
    "aws:multifactorauthage", "aws:multifactorauthpresent", "aws:principalaccount",
    "aws:principalarn", "aws:principalisawsservice", "aws:principalorgid",
    "aws:principalservicename", "aws:principaltype", "aws:referer", "aws:requestedregion",
    "aws:resourceaccount", "aws:resourceorgid", "aws:securetransport", "aws:sourceaccount",
    "aws:sourcearn", "aws:sourceidentity", "aws:sourceip", "aws:sourceorgid", "aws:sourceowner",
    "aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce", "aws:tokenissuetime", "aws:useragent",
    "aws:userid", "aws:username", "aws:viaawsmcpservice", "aws:viaawsservice", "aws:vpceaccount",
    "aws:vpceorgid", "aws:vpcsourceip", "ec2:roledelivery", "ec2:sourceinstancearn",
    "glue:credentialissuingservice", "glue:roleassumedby", "iam:associatedresourcearn",
    "iam:awsservicename", "iam:organizationspolicyid", "iam:passedtoservice",
    "iam:permissionsboundary", "iam:policyarn", "identitystore:userid", "lambda:sourcefunctionarn",
    "saml:aud", "saml:doc", "saml:iss", "saml:namequalifier", "saml:sub", "saml:sub_type",
    "ssm:sourceinstancearn", "sts:awsservicename", "sts:durationseconds", "sts:externalid",
    "sts:rolesessionname", "sts:sourceidentity", "sts:taskpolicyarn",
  ]
}
