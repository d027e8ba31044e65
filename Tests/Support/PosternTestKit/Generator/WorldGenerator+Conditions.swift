import PosternModel

extension WorldGenerator {
  /// Writes a condition block of one or two operators; an empty one now and then (C-01).
  mutating func conditionBlock() -> String {
    if random.chance(4) { return "{}" }
    var block: [(String, String)] = []
    for _ in 0...random.below(2) {
      let key = random.pick(theme.keys)
      let named = conditionOperator(for: key).name
      if block.contains(where: { $0.0 == named }) { continue }
      var members = [(spelled(key.name), operands(named, key))]
      let other = random.pick(theme.keys)
      if random.chance(25), other.family == key.family, other.name != key.name {
        members.append((spelled(other.name), operands(named, other)))
      }
      block.append((named, JSONLiteral.object(members)))
    }
    return JSONLiteral.object(block)
  }

  private mutating func spelled(_ key: String) -> String {
    random.chance(25) ? key.uppercased() : key
  }

  private mutating func conditionOperator(for key: GeneratedKey) -> ConditionOperator {
    let fitting = ConditionOperator.Comparison.allCases.filter { $0.family == key.family }
    let all = ConditionOperator.Comparison.allCases
    let base: ConditionOperator.Comparison =
      random.chance(6) ? .null : random.pick(random.chance(12) ? all : fitting)
    let wantsList = key.form == .list ? 80 : 12
    let qualifier: ConditionOperator.Qualifier =
      random.chance(wantsList) ? random.pick([.forAllValues, .forAnyValue]) : .none
    return ConditionOperator(
      qualifier: qualifier,
      base: base,
      isIfExists: base != .null && random.chance(20)
    )
  }

  private mutating func operands(_ named: String, _ key: GeneratedKey) -> String {
    let family = ConditionOperator(named)?.base.family ?? key.family
    if family == .existence {
      return random.pick(["true", "false", "\"true\"", "\"FALSE\"", "\"x\"", "[true, false]", "[]"])
    }
    let pool =
      family == key.family
      ? key.operands
      : GeneratedKey.catalogue.first { $0.family == family }?.operands ?? key.operands
    let count = random.chance(4) ? 0 : 1 + random.below(3)
    let operands = random.pick(count, of: pool).map { scalar($0, family) }
    return operands.count == 1 && random.chance(60) ? operands[0] : JSONLiteral.array(operands)
  }

  /// Writes an operand as a string, or as the number or boolean that it is (G-23).
  private mutating func scalar(_ operand: String, _ family: ConditionOperator.Family) -> String {
    let isBare =
      (family == .boolean && ["true", "false"].contains(operand))
      || (family == .numeric && ["1", "0", "-1", "10", "1.0", "1e0", "5e-1"].contains(operand))
    return isBare && random.chance(50) ? operand : JSONLiteral.string(operand)
  }
}
