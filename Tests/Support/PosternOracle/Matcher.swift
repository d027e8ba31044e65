import PosternModel
import PosternPolicy
import PosternTestKit

/// A statement of a layer, and the question that its parts are compared with.
struct Matcher {
  let statement: Statement
  let layer: Layer
  let question: Question
  /// nil in a document without variables (V-01).
  let variable: Symbol.Variable?

  var isDeny: Bool { statement.effect == .deny }

  /// How the caller matches when all four parts of the statement match (E-08), else nil; for
  /// policies that name no principals the strength has no meaning.
  var strengths: [Caller.Strength]? {
    guard acts, covers, let strengths = callerStrengths else { return nil }
    return statement.conditions.allSatisfy(holds) ? strengths : nil  // C-01
  }

  /// 2.2.
  ///
  /// An empty list matches nothing, an empty `Not…` list works for Deny only (G-21).
  private var acts: Bool {
    let element = statement.action
    if element.isNegated && element.entries.isEmpty { return isDeny }
    return element.entries.contains { acts($0.text) } != element.isNegated  // M-04
  }

  private func acts(_ entry: String) -> Bool {
    if entry == "*" { return true }  // M-01
    let parts = Symbol.read(entry, wildcards: true).map(\.lowered).colonParts(countMax: 2)  // M-03
    guard parts.count == 2, parts[0] == question.action[0] else { return false }  // M-02
    let isOdd = parts[1].text.unicodeScalars.contains { $0 == "," || $0.properties.isWhitespace }
    return !parts[1].isEmpty && !isOdd && parts[1].matches(question.action[1])  // M-05
  }

  /// 2.3.
  ///
  /// Without the element, the resource that the policy is attached to is meant (1.6).
  private var covers: Bool {
    guard let element = statement.resource else { return layer == .resource || layer == .trust }
    let results = element.entries.map { covers($0.text) }
    if element.isNegated && (results.isEmpty || results.contains(nil)) { return isDeny }  // M-16
    return results.contains(true) != element.isNegated
  }

  /// Whether an entry matches; nil when it cannot be evaluated (M-16).
  private func covers(_ entry: String) -> Bool? {
    if entry == "*" { return true }  // M-10
    var parts = Symbol.read(entry, wildcards: true, variable: variable).colonParts()
    guard parts[0] == Symbol.read("arn") else { return nil }
    if parts.count < 6 {  // M-18
      switch layer {
      case .identity, .session, .boundary: break
      case .resource, .trust, .gateway: if !parts.joined().contains(.any) { return false }
      case .scp: if parts[parts.count - 1].last != .any { return nil }
      case .rcp: return nil
      }
      parts += Array(repeating: [.any], count: 6 - parts.count)
    }
    let isFixed = parts[1...4].allSatisfy { expand($0) == $0 }
    guard isFixed, let last = expand(parts[5]) else { return nil }  // V-04, V-08
    return question.resource.map((parts[..<5] + [last]).matches(resource:)) ?? false  // M-17
  }

  /// 2.4 and 2.5.
  ///
  /// Returns nil when the statement is not about the caller.
  private var callerStrengths: [Caller.Strength]? {
    if [.scp, .identity, .boundary, .session].contains(layer) { return [] }
    guard let element = statement.principal else { return nil }  // M-36
    if element.isNegated {
      let isExempt = !question.hasBoundary && question.caller.isExempt(from: element.entries)
      return isDeny && !isExempt ? [] : nil  // G-64, M-43
    }
    let strengths = element.entries.compactMap(question.caller.strength)
    return strengths.isEmpty ? nil : strengths
  }

  /// Replaces variables by what they stand for, as plain text (V-07); nil when one cannot be
  /// resolved.
  func expand(_ symbols: [Symbol]) -> [Symbol]? {
    let pieces: [[Symbol]?] = symbols.map { symbol in
      guard case .variable(let key, let fallback) = symbol else { return [symbol] }
      return question.value(of: key, fallback: fallback).map { Symbol.read($0) }
    }
    return pieces.contains(nil) ? nil : pieces.flatMap { $0 ?? [] }
  }
}
