import PosternModel

/// One step of a condition program in words.
struct ConditionDump {
  private let step: ConditionStep
  private let programs: ByteSlice
  private let names: DumpNames

  /// A dump of a step whose operands stand in `programs`.
  init(_ step: ConditionStep, in programs: ByteSlice, names: DumpNames) {
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
    (0..<Int(step.operandCount)).map { index in
      let cell = programs.load(
        at: Int(step.operands) + index * MemoryLayout<OperandCell>.stride,
        as: OperandCell.self
      )
      return text(of: cell)
    }
  }

  private func text(of cell: OperandCell) -> String {
    let place = Int(cell.program.offset)
    switch OperandCell.Form(rawValue: cell.form) {
    case .text, .arnText: return "`\(cell.program.text(in: programs, keyName: names.key))`"
    case .boolean: return cell.isTrue != 0 ? "true" : "false"
    case .number:
      let start = place + MemoryLayout<DecimalNumber>.size
      return programs.slice(start, Int(cell.program.count)).string
    case .instant: return "\(programs.load(at: place, as: Instant.self))"
    case .binary: return "\(cell.program.count) bytes"
    case .network:
      let network = programs.load(at: place, as: IPNetwork.self)
      let family = network.isIPv6 ? "IPv6" : "IPv4"
      return "\(family) 0x\(String(network.bits, radix: 16))/\(network.prefixLength)"
    case .arn:
      let parts = (0..<6).map { part in
        programs.load(
          at: place + part * MemoryLayout<TextProgram>.stride,
          as: TextProgram.self
        ).text(in: programs, keyName: names.key)
      }
      return "`\(parts.joined(separator: ":"))`"
    case .malformed, nil: return "malformed"
    }
  }
}
