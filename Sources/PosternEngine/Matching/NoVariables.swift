/// The source for patterns that have no variables.
struct NoVariables: VariableSource {
  func variable(_ key: UInt16) -> ByteSlice? { nil }
  func isList(_ key: UInt16) -> Bool { false }
}
