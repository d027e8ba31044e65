/// One request with everything looked up: what the decision walks over.
///
/// One pointer into the evaluator's scratch space; valid until the next request is looked up.
package struct Question: BitwiseCopyable {
  /// Where the parts of the resource's ARN begin.
  struct Parts: BitwiseCopyable {
    let partition: Int
    let service: Int
    let region: Int
    let account: Int
    let resource: Int
  }

  /// What was looked up.
  struct Facts: BitwiseCopyable {
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
  }

  private let facts: ScratchCell<Facts>

  /// The question that stands in the cell.
  init(_ facts: ScratchCell<Facts>) {
    self.facts = facts
  }

  var serviceMask: UInt64 { facts.value.serviceMask }
  var resource: ByteSlice { facts.value.resource }
  var parts: Parts { facts.value.parts }
  var isResourceless: Bool { facts.value.isResourceless }
  var rules: RequestRules { facts.value.rules }
  var layers: Layers { facts.value.layers }
  var context: ContextView { facts.value.context }

  /// Whether the action pattern with this number matches the request's action.
  @inline(__always)
  func matches(_ pattern: UInt16) -> Bool {
    let word = facts.value.actionRow.word(at: Int(pattern &>> 6) &* 8)
    return word &>> UInt64(pattern & 63) & 1 != 0
  }
}
