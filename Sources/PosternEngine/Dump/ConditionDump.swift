import PosternModel

/// One step of a condition program in words.
struct ConditionDump {
  private let step: ConditionSteps.Step
  private let programs: ByteSlice
  private let names: DumpNames

  /// A dump of a step whose operands stand in `programs`.
  init(_ step: ConditionSteps.Step, in programs: ByteSlice, names: DumpNames) {
    self.step = step
    self.programs = programs
    self.names = names
  }

  /// The words.
  var text: String {
    let comparison =
      ConditionStep.Comparison(rawValue: step.comparison).map { "\($0)" } ?? "unknown"
    let words = [
      "if", qualifier, step.flags & ConditionStep.isNegated != 0 ? "not" : nil, comparison,
      step.flags & ConditionStep.isIfExists != 0 ? "ifExists" : nil, names.key(step.key),
    ]
    return (words.compactMap(\.self) + operands).joined(separator: " ")
  }

  private var qualifier: String? {
    switch step.qualifier {
    case ConditionOperator.Qualifier.none.rawValue: nil
    case ConditionOperator.Qualifier.forAllValues.rawValue: "forAllValues"
    default: "forAnyValue"
    }
  }

  private var operands: [String] {
    (0..<step.operandCount).map { text(ofOperandAt: step.operand($0, in: programs)) }
  }

  private func text(ofOperandAt start: Int) -> String {
    let place = start + 1
    switch ConditionStep.Operand(rawValue: programs[start]) {
    case .text, .arnText: return "`\(programs.patternText(at: place, keyName: names.key))`"
    case .yes: return "true"
    case .no: return "false"
    case .number:
      let text = place + MemoryLayout<DecimalNumber>.size
      return programs.slice(text + 4, Int(programs.load(at: text, as: UInt32.self))).string
    case .instant: return "\(programs.load(at: place, as: Instant.self))"
    case .binary: return "\(programs.load(at: place, as: UInt32.self)) bytes"
    case .network:
      let network = programs.load(at: place, as: IPNetwork.self)
      let family = network.isIPv6 ? "IPv6" : "IPv4"
      return "\(family) 0x\(String(network.bits, radix: 16))/\(network.prefixLength)"
    case .arn: return "`\(names.patterns(6, in: programs, at: place))`"
    case .malformed, nil: return "malformed"
    }
  }
}
