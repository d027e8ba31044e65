/// One request with everything looked up: what the decision walks over.
package struct Question: BitwiseCopyable {
  /// Where the parts of the resource's ARN begin.
  struct Parts: BitwiseCopyable {
    let partition: Int
    let service: Int
    let region: Int
    let account: Int
    let resource: Int
  }

  /// The runs of a decision set that can hold statements about the action.
  let serviceMask: UInt64
  /// The bits of the action patterns that match the action.
  let actionRow: ByteSlice
  /// The resource, its first five parts in lower case (table 1.7); `*` without one.
  let resource: ByteSlice
  /// Where its parts begin; all zero without a resource.
  let parts: Parts
  /// Whether the request has no resource (M-17).
  let isResourceless: Bool
  let rules: RequestRules
  let layers: Layers
  let context: ContextView

  /// Whether the action pattern with this number matches the request's action.
  @inline(__always)
  func matches(_ pattern: UInt16) -> Bool {
    let word = actionRow.word(at: Int(pattern &>> 6) &* 8)
    return word &>> UInt64(pattern & 63) & 1 != 0
  }
}
