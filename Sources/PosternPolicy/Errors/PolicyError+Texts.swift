import PosternText

/// The sentences that existing tools know, each with the rules that use it.
///
/// `detail` and `help` are ours; the sentences are the ones that clients of this interface compare.
extension PolicyError {
  /// Not understood as a document of the language (G-01…G-05, G-20…G-25, operands but dates).
  static func syntax(_ detail: String, help: String?, at position: TextPosition) -> PolicyError {
    malformed("Syntax errors in policy.", detail, help: help, at: position)
  }

  /// A managed policy of another version of the language (table 1.2).
  static func version(_ detail: String, at position: TextPosition) -> PolicyError {
    malformed(
      "Policy document must be version 2012-10-17 or greater.",
      detail,
      help: "write `\"Version\": \"2012-10-17\"`",
      at: position
    )
  }

  /// The case of an effect, dates, and ARNs that end too soon (G-38, G-39).
  static func legacyParsing(
    _ detail: String,
    help: String?,
    at position: TextPosition
  ) -> PolicyError {
    malformed("The policy failed legacy parsing", detail, help: help, at: position)
  }

  /// A character that a statement's name may not have (section 1.3).
  static func statementID(_ detail: String, at position: TextPosition) -> PolicyError {
    malformed(
      "Statement IDs (SID) must be alpha-numeric. "
        + "Check that your input satisfies the regular expression [0-9A-Za-z]*",
      detail,
      help: nil,
      at: position
    )
  }

  /// A name that two statements have (section 1.3).
  static func duplicateStatementID(_ detail: String, at position: TextPosition) -> PolicyError {
    malformed(
      "Statement IDs (SID) in a single policy must be unique.",
      detail,
      help: nil,
      at: position
    )
  }

  /// Neither `Action` nor `NotAction`, or an empty list (G-21).
  static func missingActions(_ detail: String, at position: TextPosition) -> PolicyError {
    malformed("Policy statement must contain actions.", detail, help: nil, at: position)
  }

  /// Neither `Resource` nor `NotResource`, or an empty list (G-21).
  static func missingResources(_ detail: String, at position: TextPosition) -> PolicyError {
    malformed("Policy statement must contain resources.", detail, help: nil, at: position)
  }

  /// A resource that is neither `*` nor an ARN (G-34).
  static func resourceForm(
    _ resource: String,
    _ detail: String,
    at position: TextPosition
  ) -> PolicyError {
    malformed(
      "Resource \(resource.shown) must be in ARN format or \"*\".",
      detail,
      help: nil,
      at: position
    )
  }

  /// A partition that is not registered (G-35).
  static func partition(
    _ partition: String,
    resource: String,
    _ detail: String,
    help: String?,
    at position: TextPosition
  ) -> PolicyError {
    malformed(
      "Partition \"\(partition.shown)\" is not valid for resource \"\(resource.shown)\".",
      detail,
      help: help,
      at: position
    )
  }

  /// An ARN that ends behind its partition (G-36).
  static func resourceVendor(_ detail: String, at position: TextPosition) -> PolicyError {
    malformed(
      "Resource vendor must be fully qualified and cannot contain regexes.",
      detail,
      help: nil,
      at: position
    )
  }

  /// A region in a resource of a service without regions (G-37, G-37b).
  static func resourceRegion(
    _ resource: String,
    service: String,
    _ detail: String,
    at position: TextPosition
  ) -> PolicyError {
    let message =
      service == "iam"
      ? "IAM resource \(resource.shown) cannot contain region information."
      : "Resource \(resource.shown) can not contain region information."
    return malformed(message, detail, help: nil, at: position)
  }

  /// A kind of entity that does not exist (G-37).
  static func resourcePath(
    _ paths: [String],
    _ detail: String,
    help: String?,
    at position: TextPosition
  ) -> PolicyError {
    malformed(
      "IAM resource path must either be \"*\" or start with \(paths.joined(separator: ", ")).",
      detail,
      help: help,
      at: position
    )
  }

  /// An action without a service prefix (G-30).
  static func actionPrefix(_ detail: String, help: String?, at position: TextPosition)
    -> PolicyError
  {
    malformed(
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
      detail,
      help: help,
      at: position
    )
  }

  /// An action with more than one colon (G-31).
  static func actionColons(_ detail: String, at position: TextPosition) -> PolicyError {
    malformed(
      "Actions/Condition can contain only one colon.",
      detail,
      help: nil,
      at: position
    )
  }

  /// A service prefix with characters that no service has (G-32).
  static func actionVendor(
    _ vendor: String,
    _ detail: String,
    at position: TextPosition
  ) -> PolicyError {
    malformed("Vendor \(vendor.shown) is not valid", detail, help: nil, at: position)
  }

  /// An action that does not assume a role, in a trust policy (G-60).
  static func trustAction(_ detail: String, help: String?, at position: TextPosition) -> PolicyError
  {
    malformed(
      "AssumeRole policy may only specify STS AssumeRole actions.",
      detail,
      help: help,
      at: position
    )
  }

  /// An element that this kind of policy does not have (table 1.6).
  static func prohibitedField(
    _ field: String,
    _ detail: String,
    help: String?,
    at position: TextPosition
  ) -> PolicyError {
    malformed("Has prohibited field \(field).", detail, help: help, at: position)
  }

  /// An element that this kind of policy must have (table 1.6).
  static func missingField(
    _ field: String,
    _ detail: String,
    at position: TextPosition
  ) -> PolicyError {
    malformed("Missing required field \(field)", detail, help: nil, at: position)
  }

  /// A principal in a policy that is attached to its principal (G-65).
  static func needlessPrincipal(_ detail: String, at position: TextPosition) -> PolicyError {
    malformed(
      "Policy document should not specify a principal.",
      detail,
      help: nil,
      at: position
    )
  }

  /// A principal that cannot be one (G-50…G-53).
  static func principal(_ detail: String, help: String?, at position: TextPosition) -> PolicyError {
    malformed("Invalid principal in policy", detail, help: help, at: position)
  }

  /// A resource outside of the one that the policy is attached to (G-63).
  static func attachedResource(_ detail: String, at position: TextPosition) -> PolicyError {
    malformed("Policy has invalid resource", detail, help: nil, at: position)
  }

  /// What the language has and a resource control policy has not (table 1.6).
  static func policyType(_ detail: String, help: String?, at position: TextPosition) -> PolicyError
  {
    malformed(
      "The provided policy document does not meet the requirements of the specified policy type.",
      detail,
      help: help,
      at: position
    )
  }

  /// A document above its quota (G-08, table 1.8).
  static func quota(_ max: Int, _ detail: String, at position: TextPosition) -> PolicyError {
    PolicyError(
      code: .limitExceeded,
      message: "Cannot exceed quota for PolicySize: \(max)",
      detail: detail,
      help: nil,
      position: position
    )
  }

  /// The policies of a session that take more room than it has (G-70, G-71); `percentage` is above
  /// 100.
  static func packedSize(
    _ percentage: Int,
    _ detail: String,
    at position: TextPosition
  ) -> PolicyError {
    PolicyError(
      code: .packedPolicyTooLarge,
      message: "Packed size of session policies consumes \(percentage)% of allotted space.",
      detail: detail,
      help: nil,
      position: position
    )
  }

  private static func malformed(
    _ message: String,
    _ detail: String,
    help: String?,
    at position: TextPosition
  ) -> PolicyError {
    PolicyError(
      code: .malformed,
      message: message,
      detail: detail,
      help: help,
      position: position
    )
  }
}
