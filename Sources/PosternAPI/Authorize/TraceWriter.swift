import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternText

/// Writes full explanations as JSON: the members `traceVersion` and `trace` of an answer.
///
/// Version 1:
///
///     "traceVersion": 1,
///     "trace": [ { "layer": "scp", "level": 0,             the level only of scp and rcp, 0 = root
///                  "outcome": "allow" | "explicitDeny" | "implicitDeny",
///                  "statements": [ {
///                    "policy": …, "sid": …, "index": 0,     as in `reason`
///                    "effect": "allow" | "deny", "line": 1, "column": 38,
///                    "applies": true | false,
///                    "failed": {                            only when it does not apply
///                      "element": "Principal" | "NotPrincipal" | "Condition",
///                      "operator": "StringEquals", "key": "aws:SourceVpc",      of a condition
///                      "cause": "mismatch" | "missingKey" | "listOnScalarOperator",
///                      "expected": [ … ], "expectedCount": 40,
///                      "resolved": [ … ],                   `expected` with variables replaced
///                      "actual": "…" | [ … ], "actualCount": 20 } } ] } ],
///     "traceTruncated": true                                only when statements were left out
///
/// Texts above 64 bytes end in an ellipsis; of a list the first 16 values are shown, and the count
/// only when there are more. `actual` is a list when the key is multivalued, and not there when the
/// key is missing. `resolved` is there when `expected` has variables; null stands for one without
/// a value. A policy of another account than the caller's shows none of its words.
struct TraceWriter {
  /// Writes the members of an explanation into the object that was begun.
  static func write(_ explanation: Explanation, into writer: inout JSONWriter) {
    writer.name("traceVersion")
    writer.integer(Explanation.version)
    writer.name("trace")
    writer.beginArray()
    for layer in explanation.layers { write(layer, into: &writer) }
    writer.endArray()
    if explanation.isTruncated {
      writer.name("traceTruncated")
      writer.boolean(true)
    }
  }

  private static func write(_ layer: Explanation.Layer, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.name("layer")
    writer.string(layer.layer.name)
    if let level = layer.level {
      writer.name("level")
      writer.integer(level)
    }
    writer.name("outcome")
    switch layer.outcome {
    case .allow: writer.string("allow")
    case .explicitDeny: writer.string("explicitDeny")
    case .implicitDeny: writer.string("implicitDeny")
    }
    writer.name("statements")
    writer.beginArray()
    for statement in layer.statements { write(statement, into: &writer) }
    writer.endArray()
    writer.endObject()
  }

  private static func write(_ statement: Explanation.Statement, into writer: inout JSONWriter) {
    let description = statement.description
    writer.beginObject()
    DecisionWriter.write(description.place, into: &writer)
    writer.name("effect")
    switch description.effect {
    case .allow: writer.string("allow")
    case .deny: writer.string("deny")
    }
    writer.name("line")
    writer.integer(description.position.line)
    writer.name("column")
    writer.integer(description.position.column)
    writer.name("applies")
    writer.boolean(statement.failed == nil)
    if let failed = statement.failed { write(failed, into: &writer) }
    writer.endObject()
  }

  private static func write(_ failed: FailedElement, into writer: inout JSONWriter) {
    writer.name("failed")
    writer.beginObject()
    writer.name("element")
    writer.string(failed.element.rawValue)
    if let `operator` = failed.operator {
      writer.name("operator")
      writer.string(`operator`)
    }
    if let key = failed.key {
      writer.name("key")
      writer.string(key)
    }
    writer.name("cause")
    switch failed.cause {
    case .mismatch: writer.string("mismatch")
    case .missingKey: writer.string("missingKey")
    case .listForScalar: writer.string("listOnScalarOperator")
    }
    if let expected = failed.expected { write(expected, into: &writer) }
    if let actual = failed.actual { write(actual, into: &writer) }
    writer.endObject()
  }

  private static func write(
    _ expected: FailedElement.Expectation,
    into writer: inout JSONWriter
  ) {
    writer.name("expected")
    writer.beginArray()
    for value in expected.values { writer.string(value) }
    writer.endArray()
    if expected.count > expected.values.count {
      writer.name("expectedCount")
      writer.integer(expected.count)
    }
    guard !expected.resolved.isEmpty else { return }
    writer.name("resolved")
    writer.beginArray()
    for value in expected.resolved {
      if let value { writer.string(value) } else { writer.null() }
    }
    writer.endArray()
  }

  private static func write(_ actual: TracedValues, into writer: inout JSONWriter) {
    writer.name("actual")
    guard actual.isList else {
      for value in actual.excerpts { writer.string(value) }
      return
    }
    writer.beginArray()
    for value in actual.excerpts { writer.string(value) }
    writer.endArray()
    if actual.count > actual.excerpts.count {
      writer.name("actualCount")
      writer.integer(actual.count)
    }
  }
}
