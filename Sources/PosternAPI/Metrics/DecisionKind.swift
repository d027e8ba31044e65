import PosternModel

/// What a decision counts as: its outcome, and the layer or the reason behind it.
package struct DecisionKind: Sendable, CaseIterable, Equatable {
  /// A number of its own, from 0 to `countMax - 1`.
  package let number: Int

  private static let layerCount = Layer.allCases.count
  private static let unknownPrincipal = 3 * layerCount
  private static let fault = unknownPrincipal + 1

  /// How many kinds there may be.
  static let countMax = 32

  private init(number: Int) {
    self.number = number
  }

  /// The kind of a decision.
  init(_ decision: Decision) {
    switch decision.cause {
    case .policy:
      number = Int(decision.outcome.rawValue) &* 8 &+ Int(decision.layer.rawValue)
    case .unknownPrincipal: number = DecisionKind.unknownPrincipal
    case .fault: number = DecisionKind.fault
    }
  }

  /// Every kind.
  package static var allCases: [DecisionKind] { (0...fault).map(DecisionKind.init(number:)) }

  /// The value of the label `decision`.
  package var decision: String {
    switch number {
    case DecisionKind.fault: "error"
    case ..<DecisionKind.layerCount: "allow"
    default: "deny"
    }
  }

  /// The value of the label `reason`: the layer that granted, `explicit_` or `implicit_` with the
  /// layer that denied, or why there was nothing to decide.
  package var reason: String {
    if number == DecisionKind.unknownPrincipal { return "unknown_principal" }
    if number == DecisionKind.fault { return "fault" }
    let layer = Layer.allCases[number % DecisionKind.layerCount].name.description
    switch number / DecisionKind.layerCount {
    case 0: return layer
    case 1: return "explicit_\(layer)"
    default: return "implicit_\(layer)"
    }
  }
}
