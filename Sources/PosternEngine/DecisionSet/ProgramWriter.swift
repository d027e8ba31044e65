import PosternModel

/// Writes the programs and texts that the entries of a decision set refer to.
struct ProgramWriter {
  private var writer = RegionWriter()

  /// Creates a writer; place 0 stays unused, so that it can mean "no program".
  init() {
    writer.append(UInt64(0))
  }

  /// All that was written.
  var bytes: [UInt8] { writer.bytes }

  /// Writes a text once and returns its place.
  mutating func text(_ bytes: [UInt8]) -> UInt32 {
    writer.text(bytes)
  }

  /// Writes plain values one after another and returns the first one's place.
  mutating func append<Value: BitwiseCopyable>(_ values: [Value]) -> Int {
    writer.align(to: MemoryLayout<Value>.alignment)
    let place = writer.offset
    for value in values { writer.append(value) }
    return place
  }

  /// Makes room for `count` values that are written later with `replace`, and returns their place.
  mutating func reserve<Value: BitwiseCopyable>(_ count: Int, of type: Value.Type) -> Int {
    writer.align(to: MemoryLayout<Value>.alignment)
    let place = writer.offset
    writer.append([UInt8](repeating: 0, count: count * MemoryLayout<Value>.stride))
    return place
  }

  /// Replaces a value in reserved room.
  mutating func replace<Value: BitwiseCopyable>(at place: Int, with value: Value) {
    writer.replace(at: place, with: value)
  }

  /// Writes a name with `*` and `?` as a pattern without variables.
  mutating func pattern(_ name: [UInt8]) -> TextProgram {
    let segments = name.map { byte -> CompiledText.Segment in
      switch byte {
      case UInt8(ascii: "*"): .anyRun
      case UInt8(ascii: "?"): .anyOne
      default: .literal([byte])
      }
    }
    return program(CompiledText(segments: segments))
  }

  /// Writes the numbers of action patterns and returns their place and count as one word.
  mutating func actionList(_ numbers: [UInt16]) -> UInt64 {
    UInt64(append(numbers)) | UInt64(numbers.count) << 32
  }

  /// Writes one resource pattern and returns its place.
  mutating func resource(_ resource: CompiledResource) -> UInt32 {
    let program = resourceProgram(resource)
    return UInt32(writer.append(program))
  }

  /// Writes a pattern that begins with `literal`, and returns its place.
  mutating func pattern(_ literal: [UInt8], then rest: CompiledText) -> UInt32 {
    let program = PatternProgram(literal: writer.text(literal), rest: program(rest))
    return UInt32(writer.append(program))
  }

  /// Writes a `NotResource` list, its length first, and returns its place.
  mutating func negatedResources(_ resources: [CompiledResource]) -> UInt32 {
    let list = resources.map { resourceProgram($0) }
    let place = writer.append(UInt32(list.count))
    for program in list { writer.append(program) }
    return UInt32(place)
  }

  /// Writes what must hold beyond action and resource, and returns its place: a condition program
  /// with its length first, behind a `Guard` when the statement names principals; 0 when nothing
  /// must hold.
  mutating func condition(
    _ conditions: [CompiledCondition],
    principal: CompiledPrincipalElement?,
    effect: Effect
  ) -> UInt32 {
    let conditionPlace = condition(conditions, effect: effect)
    guard let principal else { return conditionPlace }
    let cells = principal.entries.map { cell(of: $0) }
    let place = writer.append(
      PrincipalProgram(isNegated: principal.isNegated ? 1 : 0, count: UInt32(cells.count))
    )
    for cell in cells { writer.append(cell) }
    return UInt32(
      writer.append(Entry.Guard(principal: UInt32(place), condition: conditionPlace))
    )
  }

  private mutating func condition(_ conditions: [CompiledCondition], effect: Effect) -> UInt32 {
    guard !conditions.isEmpty else { return 0 }
    let steps = conditions.map { step(of: $0, effect: effect) }
    let place = writer.append(UInt32(steps.count))
    for step in steps { writer.append(step) }
    return UInt32(place)
  }

  private mutating func cell(of principal: CompiledPrincipal) -> PrincipalProgram.Cell {
    switch principal {
    case .everyone: cell(.everyone, [])
    case .account(let id): cell(.account, [id])
    case .role(let partition, let account, let name): cell(.role, [partition, account, name])
    case .session(let partition, let account, let role, let session):
      cell(.session, [partition, account, role, session])
    case .roleID(let id): cell(.roleID, [id])
    case .userID(let id): cell(.userID, [id])
    case .arn(let arn): cell(.arn, [arn])
    case .service(let name): cell(.service, [name])
    case .provider(let name): cell(.provider, [name])
    case .nobody: cell(.nobody, [])
    }
  }

  private mutating func cell(
    _ form: PrincipalProgram.Form,
    _ texts: [[UInt8]]
  ) -> PrincipalProgram.Cell {
    let programs = texts.map { literal($0) } + Array(repeating: .nothing, count: 4 - texts.count)
    return PrincipalProgram.Cell(
      form: form.rawValue,
      first: programs[0],
      second: programs[1],
      third: programs[2],
      fourth: programs[3]
    )
  }

  private mutating func resourceProgram(_ resource: CompiledResource) -> ResourceProgram {
    switch resource {
    case .any: return ResourceProgram(.any)
    case .nothing: return ResourceProgram(.nothing)
    case .unresolvable: return ResourceProgram(.unresolvable)
    case .arn(let head, let tail):
      precondition(head.count == 4, "an ARN has four parts before its resource")
      return ResourceProgram(
        form: ResourceProgram.Form.parts.rawValue,
        partition: program(head[0]),
        service: program(head[1]),
        region: program(head[2]),
        account: program(head[3]),
        resource: program(tail)
      )
    }
  }

  private mutating func step(of condition: CompiledCondition, effect: Effect) -> ConditionStep {
    let cells = condition.operands.map { cell(of: $0) }
    let place = append(cells)
    let base = condition.operator.base
    let flags =
      (base.isNegated ? ConditionStep.isNegated : 0)
      | (condition.operator.isIfExists ? ConditionStep.isIfExists : 0)
      | (effect == .deny ? ConditionStep.isDeny : 0)
    return ConditionStep(
      comparison: ConditionStep.Comparison(base).rawValue,
      qualifier: condition.operator.qualifier.rawValue,
      flags: flags,
      reserved: 0,
      key: condition.key,
      reservedHalf: 0,
      operandCount: UInt32(cells.count),
      operands: UInt32(place)
    )
  }

  private mutating func cell(of operand: CompiledOperand) -> OperandCell {
    switch operand {
    case .text(let text): OperandCell(.text, program(text))
    case .boolean(let value): OperandCell(isTrue: value)
    case .number(let number, let text):
      OperandCell(.number, TextProgram(at: numberPlace(number, text), count: text.count))
    case .instant(let instant): OperandCell(.instant, TextProgram(at: writer.append(instant)))
    case .binary(let bytes): OperandCell(.binary, literal(bytes))
    case .network(let network): OperandCell(.network, TextProgram(at: writer.append(network)))
    case .arn(let parts): OperandCell(.arn, arnProgram(parts))
    case .arnText(let text): OperandCell(.arnText, program(text))
    case .malformed: OperandCell(.malformed, .nothing)
    }
  }

  private mutating func numberPlace(_ number: DecimalNumber, _ text: [UInt8]) -> Int {
    let place = writer.append(number)
    for byte in text { writer.append(byte) }
    return place
  }

  private mutating func arnProgram(_ parts: [CompiledText]) -> TextProgram {
    TextProgram(at: append(parts.map { program($0) }))
  }

  private mutating func program(_ text: CompiledText) -> TextProgram {
    if text.isAnyRun {
      return TextProgram(form: TextProgram.Form.anyRun.rawValue, offset: 0, count: 0)
    }
    if let bytes = text.literal { return literal(bytes) }
    let segments = text.segments.map { segment($0) }
    let place = append(segments)
    let form: TextProgram.Form = text.hasVariables ? .template : .pattern
    return TextProgram(
      form: form.rawValue,
      offset: UInt32(place),
      count: UInt32(segments.count)
    )
  }

  private mutating func literal(_ bytes: [UInt8]) -> TextProgram {
    TextProgram(
      form: TextProgram.Form.literal.rawValue,
      offset: writer.text(bytes),
      count: UInt32(bytes.count)
    )
  }

  private mutating func segment(_ segment: CompiledText.Segment) -> TextProgram.Segment {
    switch segment {
    case .literal(let bytes):
      TextProgram.Segment(.literal, key: 0, offset: writer.text(bytes), count: bytes.count)
    case .anyRun: TextProgram.Segment(.anyRun, key: 0, offset: 0, count: 0)
    case .anyOne: TextProgram.Segment(.anyOne, key: 0, offset: 0, count: 0)
    case .unresolvable: TextProgram.Segment(.unresolvable, key: 0, offset: 0, count: 0)
    case .variable(let key, nil):
      TextProgram.Segment(.variable, key: key, offset: 0, count: 0)
    case .variable(let key, let fallback?):
      TextProgram.Segment(
        .variableWithFallback,
        key: key,
        offset: writer.text(fallback),
        count: fallback.count
      )
    }
  }
}

extension OperandCell {
  fileprivate init(_ form: Form, _ program: TextProgram) {
    self.init(form: form.rawValue, isTrue: 0, reserved: 0, program: program)
  }

  fileprivate init(isTrue: Bool) {
    self.init(form: Form.boolean.rawValue, isTrue: isTrue ? 1 : 0, reserved: 0, program: .nothing)
  }
}

extension TextProgram {
  fileprivate init(at place: Int) {
    self.init(at: place, count: 0)
  }

  fileprivate init(at place: Int, count: Int) {
    self.init(form: Form.literal.rawValue, offset: UInt32(place), count: UInt32(count))
  }
}

extension TextProgram.Segment {
  fileprivate init(_ form: Form, key: UInt16, offset: UInt32, count: Int) {
    self.init(form: form.rawValue, reserved: 0, key: key, offset: offset, count: UInt32(count))
  }
}
