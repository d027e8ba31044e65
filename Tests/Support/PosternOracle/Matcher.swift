import PosternModel
import PosternPolicy
import PosternTestKit

/// What the parts of a statement are compared with, and the facts of the statement that matter for
/// it.
struct Matcher {
  let question: Question
  let layer: Layer
  let effect: Effect
  /// nil in a document without variables (V-01).
  let variable: Symbol.Variable?
  let hasBoundary: Bool

  /// How the caller matches a statement whose four parts all match (E-08), else nil; for policies
  /// that name no principals the strength has no meaning.
  func matches(_ statement: Statement) -> [Caller.Strength]? {
    guard acts(statement.action), covers(statement.resource) else { return nil }
    guard let strengths = isAbout(statement.principal) else { return nil }
    return statement.conditions.allSatisfy(holds) ? strengths : nil  // C-01
  }

  /// 2.2.
  ///
  /// An empty list matches nothing, an empty `Not…` list works for Deny only (G-21).
  private func acts(_ element: ActionElement) -> Bool {
    if element.isNegated && element.entries.isEmpty { return effect == .deny }
    return element.entries.contains { acts($0.text) } != element.isNegated  // M-04
  }

  private func acts(_ entry: String) -> Bool {
    if entry == "*" { return true }  // M-01
    let plain = Symbol.read(entry).map(\.lowered).colonParts(countMax: 2)  // M-03
    let pattern = Symbol.read(entry, wildcards: true).map(\.lowered).colonParts(countMax: 2)
    guard plain.count == 2, plain[0] == question.action[0] else { return false }
    let isOdd = plain[1].text.unicodeScalars.contains { $0 == "," || $0.properties.isWhitespace }
    return !plain[1].isEmpty && !isOdd && pattern[1].matches(question.action[1])  // M-02, M-05
  }

  /// 2.3.
  ///
  /// Without the element, the resource that the policy is attached to is meant (1.6).
  private func covers(_ element: ResourceElement?) -> Bool {
    guard let element else { return layer == .resource || layer == .trust }
    if element.isNegated && element.entries.isEmpty { return effect == .deny }
    let results = element.entries.map { covers($0.text) }
    if element.isNegated && results.contains(nil) { return effect == .deny }  // M-16
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
    guard let resource = question.resource else { return false }  // M-17
    return (1...4).allSatisfy { parts[$0].map(\.lowered).matches(resource[$0].map(\.lowered)) }
      && last.matches(resource[5])  // M-12 to M-15
  }

  /// 2.4 and 2.5.
  ///
  /// Returns nil when the statement is not about the caller.
  private func isAbout(_ element: PrincipalElement?) -> [Caller.Strength]? {
    if [.scp, .identity, .boundary, .session].contains(layer) { return [] }
    guard let element else { return nil }  // M-36
    if element.isNegated {
      let isExempt = !hasBoundary && question.caller.isExempt(from: element.entries)  // M-43
      return effect == .deny && !isExempt ? [] : nil  // G-64
    }
    let strengths = element.entries.compactMap(question.caller.strength)
    return strengths.isEmpty ? nil : strengths
  }

  /// Replaces variables by what they stand for, as plain text (V-07); nil when one cannot be
  /// resolved.
  func expand(_ symbols: [Symbol]) -> [Symbol]? {
    var expanded: [Symbol] = []
    for symbol in symbols {
      if case .variable(let key, let fallback) = symbol {
        guard let value = question.value(of: key, fallback: fallback) else { return nil }
        expanded += Symbol.read(value)
      } else {
        expanded.append(symbol)
      }
    }
    return expanded
  }
}
