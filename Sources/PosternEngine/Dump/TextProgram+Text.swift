extension TextProgram {
  /// The pattern as policies are written; its bytes stand in `programs`.
  func text(in programs: ByteSlice, keyName: (UInt16) -> String) -> String {
    switch Form(rawValue: form) {
    case .anyRun: "*"
    case .literal: TextProgram.written(programs.slice(Int(offset), Int(count)))
    case .pattern, .template:
      (0..<Int(count)).map { index in
        let place = Int(offset) + index * MemoryLayout<Segment>.stride
        return programs.load(at: place, as: Segment.self).text(in: programs, keyName: keyName)
      }.joined()
    case nil: "?"
    }
  }

  /// Literal text; the signs that would mean something in a pattern are written as variables.
  fileprivate static func written(_ bytes: ByteSlice) -> String {
    bytes.string.map { $0 == "*" || $0 == "?" || $0 == "$" ? "${\($0)}" : String($0) }.joined()
  }
}

extension TextProgram.Segment {
  fileprivate func text(in programs: ByteSlice, keyName: (UInt16) -> String) -> String {
    let bytes = programs.slice(Int(offset), Int(count))
    return switch Form(rawValue: form) {
    case .literal: TextProgram.written(bytes)
    case .anyRun: "*"
    case .anyOne: "?"
    case .variable: "${\(keyName(key))}"
    case .variableWithFallback: "${\(keyName(key)), '\(bytes.string)'}"
    case .unresolvable, nil: "${…}"
    }
  }
}
