import PosternModel
import PosternPolicy

/// Texts of documents with one piece left to the test.
enum Documents {
  static let syntax = "Syntax errors in policy."
  static let legacy = "The policy failed legacy parsing"
  static let principal = "Invalid principal in policy"
  static let policyType =
    "The provided policy document does not meet the requirements of the specified policy type."

  /// One statement of an identity policy with other actions.
  static func action(_ action: String) -> String {
    statement("\"Effect\": \"Allow\", \"Action\": \(action), \"Resource\": \"*\"")
  }

  /// One statement of an identity policy with other resources.
  static func resource(_ resource: String, version: String = "2012-10-17") -> String {
    """
    {"Version": "\(version)",
      "Statement": {"Effect": "Allow", "Action": "*", "Resource": \(resource)}}
    """
  }

  /// One statement of an identity policy with a condition.
  static func condition(_ condition: String, version: String = "2012-10-17") -> String {
    """
    {"Version": "\(version)", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
      "Condition": \(condition)}}
    """
  }

  /// One statement of a trust policy with another principal.
  static func trust(_ principal: String, action: String = "\"sts:AssumeRole\"") -> String {
    statement("\"Effect\": \"Allow\", \"Principal\": \(principal), \"Action\": \(action)")
  }

  /// One statement of a resource policy with another principal.
  static func granted(to principal: String) -> String {
    statement(
      "\"Effect\": \"Allow\", \"Principal\": \(principal), \"Action\": \"s3:GetObject\", "
        + "\"Resource\": \"arn:aws:s3:::b/*\""
    )
  }

  /// A document of one statement.
  static func statement(_ members: String) -> String {
    "{\"Version\": \"2012-10-17\", \"Statement\": [{\(members)}]}"
  }

  static func parse(_ text: String, kind: PolicyKind = .inline) throws -> PolicyDocument {
    try PolicyParser.parse(text, kind: kind, limits: .standard)
  }
}
