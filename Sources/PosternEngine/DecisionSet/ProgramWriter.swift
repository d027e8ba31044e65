import PosternModel

/// Writes the programs and texts that the entries of a decision set refer to; nothing is aligned.
struct ProgramWriter {
  /// All that was written; place 0 stays unused, so that it can mean "no program".
  private(set) var bytes: [UInt8] = [0]
  private var known: [[UInt8]: UInt32] = [:]

  /// How many bytes were written.
  var count: Int { bytes.count }

  /// Writes bytes and returns their place.
  mutating func append(_ piece: some Collection<UInt8>) -> UInt32 {
    let place = UInt32(bytes.count)
    bytes.append(contentsOf: piece)
    return place
  }

  /// Writes bytes once, however often they are asked for, and returns their place.
  mutating func once(_ piece: [UInt8]) -> UInt32 {
    if let place = known[piece] { return place }
    let place = append(piece)
    known[piece] = place
    return place
  }

  /// Writes the pattern of an action's name, in which `*` and `?` are wildcards.
  mutating func pattern(_ name: [UInt8]) -> UInt32 {
    var writer = PatternCodeWriter()
    writer.append(pattern: name[...], allowsWildcards: true)
    return once(writer.finish().code)
  }

  /// Writes a pattern behind the place of a literal, and returns the place of both.
  mutating func pattern(_ rest: CompiledText, behind literal: UInt32) -> Int {
    var piece: [UInt8] = []
    piece.append(littleEndian: literal)
    piece += rest.code
    return Int(once(piece))
  }

  /// Writes the numbers of action patterns, their count first, and returns the place.
  mutating func actionList(_ numbers: [UInt16]) -> UInt32 {
    var piece: [UInt8] = []
    piece.append(littleEndian: UInt32(numbers.count))
    for number in numbers { piece.append(littleEndian: number) }
    return once(piece)
  }

  /// Writes an index of groups of entries, and returns its place; 0 without groups.
  mutating func index(_ groups: [PrefixIndex.Group], place: (Int) -> UInt32) -> UInt32 {
    if groups.isEmpty { return 0 }
    var piece: [UInt8] = []
    for word in PrefixIndex.words(groups, place: place) { piece.append(littleEndian: word) }
    return append(piece)
  }

  /// Writes one resource pattern of a statement with this effect and returns its place.
  mutating func resource(_ resource: CompiledResource, effect: Effect) -> Int {
    var piece: [UInt8] = []
    switch resource {
    case .any: piece.append(ResourceProgram.any.rawValue)
    case .nothing: piece.append(ResourceProgram.nothing.rawValue)
    case .unresolvable: piece.append(ResourceProgram.unresolvable.rawValue)
    case .whole(let prefix, let rest):
      piece.append(ResourceProgram.whole.rawValue)
      piece.append(littleEndian: UInt32(prefix.count))
      piece += prefix
      piece += rest.code
    case .parts(let head, let tail):
      piece.append(ResourceProgram.parts.rawValue)
      piece.append(littleEndian: once(head.code))
      piece += tail.code
    case .variableParts(let head, let tail):
      piece += [ResourceProgram.variableParts.rawValue, effect == .deny ? 1 : 0]
      piece.append(littleEndian: once(head.code))
      piece += tail.code
    }
    return Int(once(piece))
  }

  /// Writes a `NotResource` list and returns its place.
  mutating func negatedResources(_ resources: [CompiledResource], effect: Effect) -> Int {
    var piece = [ResourceProgram.noneOf.rawValue, effect == .deny ? 1 : 0]
    piece.append(littleEndian: UInt32(resources.count))
    for resource in resources {
      piece.append(littleEndian: UInt32(self.resource(resource, effect: effect)))
    }
    return Int(once(piece))
  }

  /// Writes what must hold beyond action and resource, and returns its place; 0 when nothing must.
  mutating func `guard`(
    _ conditions: [CompiledCondition],
    principal: CompiledPrincipalElement?,
    effect: Effect
  ) -> UInt32 {
    if conditions.isEmpty, principal == nil { return 0 }
    var piece: [UInt8] = []
    if let principal {
      piece.append((conditions.isEmpty ? Rule.Guard.principal : .both).rawValue)
      piece.append(littleEndian: self.principal(principal))
    } else {
      piece.append(Rule.Guard.conditions.rawValue)
    }
    for (index, condition) in conditions.enumerated() {
      appendStep(
        condition,
        flags: (effect == .deny ? ConditionStep.isDeny : 0)
          | (index + 1 < conditions.count ? ConditionStep.isFollowed : 0),
        to: &piece
      )
    }
    return once(piece)
  }

  private mutating func principal(_ element: CompiledPrincipalElement) -> UInt32 {
    var piece = [element.isNegated ? 1 : 0] as [UInt8]
    piece.append(littleEndian: UInt32(element.entries.count))
    for entry in element.entries {
      let (form, texts) = PrincipalProgram.parts(of: entry)
      piece.append(form.rawValue)
      for index in 0..<PrincipalProgram.textCount {
        let text = index < texts.count ? texts[index] : []
        piece.append(littleEndian: text.isEmpty ? 0 : once(text))
        piece.append(littleEndian: UInt32(text.count))
      }
    }
    return once(piece)
  }

  private mutating func appendStep(
    _ condition: CompiledCondition,
    flags: UInt8,
    to piece: inout [UInt8]
  ) {
    let base = condition.operator.base
    piece.append(ConditionStep.Comparison(base).rawValue)
    piece.append(
      flags | (base.isNegated ? ConditionStep.isNegated : 0)
        | (condition.operator.isIfExists ? ConditionStep.isIfExists : 0)
        | condition.operator.qualifier.rawValue << ConditionStep.qualifierShift
    )
    piece.append(littleEndian: condition.key)
    piece.append(littleEndian: UInt32(condition.operands.count))
    for operand in condition.operands { piece.append(littleEndian: self.operand(operand)) }
  }

  private mutating func operand(_ operand: CompiledOperand) -> UInt32 {
    var piece: [UInt8] = []
    func begin(_ form: ConditionStep.Operand) { piece.append(form.rawValue) }
    switch operand {
    case .text(let text):
      begin(.text)
      piece += text.code
    case .boolean(let value): begin(value ? .yes : .no)
    case .number(let number, let text):
      begin(.number)
      piece.append(bytesOf: number)
      piece.append(littleEndian: UInt32(text.count))
      piece += text
    case .instant(let instant):
      begin(.instant)
      piece.append(bytesOf: instant)
    case .binary(let bytes):
      begin(.binary)
      piece.append(littleEndian: UInt32(bytes.count))
      piece += bytes
    case .network(let network):
      begin(.network)
      piece.append(bytesOf: network)
    case .arn(let parts):
      begin(.arn)
      piece += parts.code
    case .arnText(let text):
      begin(.arnText)
      piece += text.code
    case .malformed: begin(.malformed)
    }
    return once(piece)
  }
}
