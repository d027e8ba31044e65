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
  /// Who asks; nil when nobody here has that name.
  let hasPrincipal: Bool
  let context: ContextView
}
