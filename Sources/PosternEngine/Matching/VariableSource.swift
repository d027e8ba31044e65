/// Whoever knows the value of a policy variable.
protocol VariableSource {
  /// The value of a present, single-valued key; nil otherwise (V-08, V-10).
  func variable(_ key: UInt16) -> ByteSlice?
  /// Whether the key is present with a list, which no default replaces (V-10).
  func isList(_ key: UInt16) -> Bool
}
