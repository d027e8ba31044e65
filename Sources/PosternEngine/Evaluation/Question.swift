/// One request with everything looked up: what the decision walks over.
///
/// Two pointers into the evaluator's scratch space; valid until the next request is looked up.
package struct Question: BitwiseCopyable {
  /// Where the parts of the resource's ARN begin.
  struct Parts: BitwiseCopyable {
    var partition = 0
    var service = 0
    var region = 0
    var account = 0
    var resource = 0
  }

  /// What was looked up; written part by part, so that nothing is copied twice.
  struct Facts: BitwiseCopyable {
    /// What is known of the action.
    var action = ActionCache.Found()
    /// The resource, its first five parts in lower case (table 1.7); `*` without one.
    var resource = ByteSlice.empty
    /// Where its parts begin; all zero without a resource.
    var parts = Parts()
    var rules = RequestRules()
    var layers = Layers()
    /// Who asks.
    var caller = Caller()
    /// The account that owns the resource; empty when unknown.
    var resourceAccount = ByteSlice.empty
    /// The request itself.
    var slices = RequestSlices()
    /// The number that the slots of the keys that were sent are above.
    var contextBase: UInt32 = 0
    /// Whether what the request says stands before what is known.
    var trustsContext = false
  }

  private let scratch: Scratch

  /// The question that stands in the scratch space.
  @inline(__always)
  init(_ scratch: Scratch) {
    self.scratch = scratch
  }

  @inline(__always)
  var service: UInt8 { scratch.question.value.action.service }
  @inline(__always)
  var resource: ByteSlice { scratch.question.value.resource }
  @inline(__always)
  var parts: Parts { scratch.question.value.parts }
  @inline(__always)
  var rules: RequestRules { scratch.question.value.rules }
  @inline(__always)
  var layers: Layers { scratch.question.value.layers }
  @inline(__always)
  var caller: Caller { scratch.question.value.caller }
  @inline(__always)
  var context: ContextView { ContextView(scratch) }

  /// Whether the request has no resource (M-17).
  @inline(__always)
  var isResourceless: Bool { scratch.question.value.parts.resource == 0 }

  /// The Allow entries that the search for a deny passed by.
  @inline(__always)
  var pending: ScratchArray<PendingRun> { scratch.surroundings.value.pending }

  /// The bytes of a decision set.
  @inline(__always)
  func set(_ number: Int) -> ByteSlice { scratch.surroundings.value.sets[number] }

  /// The levels of service control policies.
  @inline(__always)
  var scp: LayerLevels {
    LayerLevels(scratch.surroundings.value.principals.shapes, at: layers.scp)
  }
  /// The levels of resource control policies.
  @inline(__always)
  var rcp: LayerLevels { LayerLevels(scratch.surroundings.value.rcp.records, at: layers.rcp) }

  /// The mark of the resource in a window of its sixth part.
  @inline(__always)
  func mark(inWindow window: Int) -> UInt8 {
    EntryMark.of(resource, at: parts.resource &+ window)
  }

  /// Whether one of the action patterns with these numbers matches the request's action.
  ///
  /// All four are looked at: whether the first one matches cannot be foreseen.
  @inline(__always)
  func matches(_ first: UInt16, _ second: UInt16, _ third: UInt16, _ fourth: UInt16) -> Bool {
    (bit(first) | bit(second) | bit(third) | bit(fourth)) & 1 != 0
  }

  /// Whether the action pattern with this number matches the request's action.
  @inline(__always)
  func matches(_ pattern: UInt16) -> Bool { bit(pattern) & 1 != 0 }

  /// A word whose lowest bit says whether a pattern matches.
  @inline(__always)
  private func bit(_ pattern: UInt16) -> UInt64 {
    scratch.question.value.action.row.word(at: Int(pattern &>> 6) &* 8) &>> UInt64(pattern & 63)
  }
}
