/// What a JSON text must keep to be scanned.
package struct JSONRules: Sendable, Equatable {
  /// The longest text in bytes.
  package var byteCountMax: Int
  /// The longest text in Unicode scalars.
  package var characterCountMax: Int
  /// The deepest nesting of objects and arrays; a lone object has depth 1.
  package var depthMax: Int
  /// The most values and member names in one text.
  package var nodeCountMax: Int
  /// The longest number in bytes.
  package var numberByteCountMax: Int
  /// Whether raw characters above U+00FF are refused; escapes may still produce them (G-02).
  package var restrictsCharacters: Bool

  /// A policy document: 131,072 characters, depth 8 (G-02, G-08).
  package static let policyDocument = JSONRules(
    byteCountMax: 4 * 131_072,
    characterCountMax: 131_072,
    depthMax: 8,
    nodeCountMax: 131_072,
    numberByteCountMax: 1_024,
    restrictsCharacters: true
  )
  /// A decision request or a batch of them.
  package static let request = JSONRules(
    byteCountMax: 1 << 20,
    characterCountMax: 1 << 20,
    depthMax: 8,
    nodeCountMax: 262_144,
    numberByteCountMax: 1_024,
    restrictsCharacters: false
  )
  /// A file of entities.
  package static let manifest = JSONRules(
    byteCountMax: 1 << 24,
    characterCountMax: 1 << 24,
    depthMax: 32,
    nodeCountMax: 1 << 22,
    numberByteCountMax: 1_024,
    restrictsCharacters: false
  )

  /// Creates rules from all their bounds.
  package init(
    byteCountMax: Int,
    characterCountMax: Int,
    depthMax: Int,
    nodeCountMax: Int,
    numberByteCountMax: Int,
    restrictsCharacters: Bool
  ) {
    self.byteCountMax = byteCountMax
    self.characterCountMax = characterCountMax
    self.depthMax = depthMax
    self.nodeCountMax = nodeCountMax
    self.numberByteCountMax = numberByteCountMax
    self.restrictsCharacters = restrictsCharacters
  }
}
