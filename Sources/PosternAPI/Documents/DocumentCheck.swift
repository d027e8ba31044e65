package import PosternModel
import PosternPolicy
import PosternText

/// Says of documents, a line of JSON each, whether a store would take them.
package struct DocumentCheck: LineAnswering {
  private let limits: Limits
  private var scan: LineScan

  /// Creates a check.
  package init(limits: Limits) {
    self.limits = limits
    scan = LineScan(byteCountMax: limits.lineByteCountMax)
  }

  /// Checks one line and appends whether its document is accepted, or why it could not be read.
  package mutating func answer(
    _ line: Span<UInt8>,
    number: Int,
    into bytes: inout [UInt8]
  ) -> LineOutcome {
    var writer = JSONWriter()
    defer { writer.move(to: &bytes) }
    let kind: PolicyKind
    let text: String
    do throws(APIError) {
      try scan.scan(line)
      (kind, text) = try members(of: line)
    } catch {
      let error = error.placed(onLine: number, in: line)
      scan.write(error, in: line, number: number, into: &writer)
      return .failed
    }
    writer.beginObject()
    scan.writeID(into: &writer)
    let outcome: LineOutcome
    do throws(PolicyError) {
      let document = try PolicyParser.parse(
        Array(text.utf8),
        rules: .single(kind),
        limits: limits
      )
      write(PolicyValidator.findings(in: document, kind: kind), into: &writer)
      outcome = .answered
    } catch {
      write(error, into: &writer)
      outcome = .denied
    }
    writer.endObject()
    return outcome
  }

  private func members(
    of line: Span<UInt8>
  ) throws(APIError) -> (kind: PolicyKind, text: String) {
    var kind: PolicyKind?
    var text: String?
    var name = scan.tape.firstChild(0)
    for _ in 0..<scan.tape.childCount(0) {
      let value = scan.tape.next(name)
      if scan.tape.equals(name, of: line, "type") {
        kind = try self.kind(value, line)
      } else if scan.tape.equals(name, of: line, "document") {
        text = try DocumentMember.text(value, scan.tape, line)
      } else if !scan.tape.equals(name, of: line, "id") {
        throw .unknownMember(
          name: name,
          expected: ["id", "type", "document"],
          tape: scan.tape,
          text: line
        )
      }
      name = scan.tape.next(value)
    }
    guard let kind else { throw APIError(missing: "type", from: 0, of: scan.tape, in: line) }
    guard let text else { throw APIError(missing: "document", from: 0, of: scan.tape, in: line) }
    return (kind, text)
  }

  private func kind(_ node: Int, _ line: Span<UInt8>) throws(APIError) -> PolicyKind {
    guard scan.tape.kind(node) == .string else {
      throw APIError(.wrongType, "expected a string", at: node, of: scan.tape, in: line)
    }
    guard let kind = PolicyKind(rawValue: scan.tape.string(node, of: line)) else {
      let kinds = PolicyKind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw APIError(.invalidValue, "expected one of \(kinds)", at: node, of: scan.tape, in: line)
    }
    return kind
  }

  private func write(_ findings: [PolicyFinding], into writer: inout JSONWriter) {
    writer.name("accepted")
    writer.boolean(true)
    writer.name("findings")
    writer.beginArray()
    for finding in findings {
      writer.beginObject()
      writer.name("code")
      writer.string(finding.code.rawValue)
      writer.name("severity")
      writer.string(finding.severity.rawValue)
      writer.name("message")
      writer.string(finding.message)
      writer.name("statement")
      writer.integer(finding.statementIndex)
      write(finding.position, into: &writer)
      writer.endObject()
    }
    writer.endArray()
  }

  private func write(_ error: PolicyError, into writer: inout JSONWriter) {
    writer.name("accepted")
    writer.boolean(false)
    writer.name("code")
    writer.string(error.code.rawValue)
    writer.name("message")
    writer.string(error.message)
    writer.name("detail")
    writer.string(error.detail)
    if let help = error.help {
      writer.name("help")
      writer.string(help)
    }
    write(error.position, into: &writer)
    writer.name("findings")
    writer.beginArray()
    writer.endArray()
  }

  private func write(_ position: TextPosition, into writer: inout JSONWriter) {
    writer.name("line")
    writer.integer(position.line)
    writer.name("column")
    writer.integer(position.column)
  }
}
