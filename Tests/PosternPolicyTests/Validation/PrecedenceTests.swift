import PosternModel
import PosternPolicy
import Testing

/// One error of each step of the order; a document with two of them shows which wins.
@Suite("Order in which errors win")
struct PrecedenceTests {
  struct Fault: Sendable {
    let rank: Int
    let statement: String
    let message: String
  }

  private static let faults = [
    Fault(
      rank: 0,
      statement: #"{"Effect": "Nope", "Action": "a:b", "Resource": "*"}"#,
      message: Documents.syntax
    ),
    Fault(
      rank: 0,
      statement: #"""
        {"Effect": "Deny", "Action": "a:b", "Resource": "*",
          "Condition": {"NumericEquals": {"a:b": "x"}}}
        """#,
      message: Documents.syntax
    ),
    Fault(
      rank: 2,
      statement: #"{"Effect": "allow", "Action": "a:b", "Resource": "*"}"#,
      message: Documents.legacy
    ),
    Fault(
      rank: 2,
      statement: #"{"Effect": "Allow", "Action": "a:b", "Resource": "arn:aws::::b"}"#,
      message: Documents.legacy
    ),
    Fault(
      rank: 2,
      statement: #"""
        {"Effect": "Deny", "Action": "a:b", "Resource": "*",
          "Condition": {"DateEquals": {"a:b": "x"}}}
        """#,
      message: Documents.legacy
    ),
    Fault(
      rank: 3,
      statement: #"{"Sid": "S", "Effect": "Allow", "Action": "a:b", "Resource": "*"}"#,
      message: "Statement IDs (SID) in a single policy must be unique."
    ),
    Fault(
      rank: 4,
      statement: #"{"Effect": "Allow", "Resource": "*"}"#,
      message: "Policy statement must contain actions."
    ),
    Fault(
      rank: 5,
      statement: #"{"Effect": "Allow", "Action": "a:b", "Resource": "bucket"}"#,
      message: #"Resource bucket must be in ARN format or "*"."#
    ),
    Fault(
      rank: 6,
      statement: #"{"Effect": "Allow", "Action": "GetObject", "Resource": "*"}"#,
      message: "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
    ),
    Fault(
      rank: 7,
      statement: #"{"Effect": "Allow", "Action": "a:b"}"#,
      message: "Policy statement must contain resources."
    ),
  ]
  private static let version = "Policy document must be version 2012-10-17 or greater."

  @Test("each error alone has its sentence", arguments: faults)
  func alone(fault: Fault) {
    #expect(message(fault.statement, version: "2012-10-17") == fault.message)
  }

  @Test("of two errors the earlier step wins, wherever they stand", arguments: faults, faults)
  func pairs(first: Fault, second: Fault) {
    let expected = first.rank <= second.rank ? first.message : second.message
    guard first.rank != second.rank else { return }
    #expect(
      message("\(first.statement), \(second.statement)", version: "2012-10-17") == expected
    )
  }

  @Test("the version comes behind syntax and before everything else", arguments: faults)
  func versions(fault: Fault) {
    let expected = fault.rank == 0 ? fault.message : Self.version
    #expect(message(fault.statement, version: "2008-10-17") == expected)
  }

  /// The sentence of a document with a named statement before and behind the given ones.
  private func message(_ statements: String, version: String) -> String? {
    let named = #"{"Sid": "S", "Effect": "Deny", "Action": "a:b", "Resource": "*"}"#
    let text = """
      {"Version": "\(version)", "Statement": [\(named), \(statements)]}
      """
    let error = #expect(throws: PolicyError.self) {
      try Documents.parse(text, kind: .managed)
    }
    return error?.message
  }
}
