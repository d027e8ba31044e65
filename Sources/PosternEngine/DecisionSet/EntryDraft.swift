import PosternModel

/// An entry before its place is known.
struct EntryDraft {
  /// What the entry says of the resource.
  enum Form {
    case any
    /// A literal beginning that counts from the resource's first byte, and the rest.
    case tailed(rest: CompiledText)
    /// The place of a `ResourceProgram`.
    case program(Int)
  }

  /// The service whose run has the entry.
  let service: UInt8
  let effect: Effect
  /// The number of its rule.
  let rule: Int
  var form: Form
  /// The literal bytes that its tail ends; less than eight of them are no tail.
  var prefix: [UInt8]

  /// Whether the tail counts from the resource's first byte.
  var isTailed: Bool {
    if case .tailed = form { true } else { false }
  }

  /// The tail and the length of the prefix; 0 without one.
  var tail: (word: UInt64, prefixLength: Int) {
    guard prefix.count >= Entry.tailLength, prefix.count <= Int(UInt16.max) else { return (0, 0) }
    let word = prefix.suffix(Entry.tailLength).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    return (word, prefix.count)
  }

  /// The literal bytes of the sixth part of an ARN that the resource must have.
  var sixthPart: ArraySlice<UInt8> {
    guard isTailed else { return prefix[...] }
    var colonCount = 0
    for place in prefix.indices where prefix[place] == UInt8(ascii: ":") {
      colonCount += 1
      if colonCount == 5 { return prefix[(place + 1)...] }
    }
    return []
  }

  /// The order of entries in a set: the shared run first, then by service; denies first, open ones
  /// first, then as they were added.
  func order(_ index: Int) -> UInt64 {
    let service = service &+ 1
    let part = (effect == .deny ? 0 : 2) + (isTailed ? 1 : 0)
    return UInt64(service) << 40 | UInt64(part) << 32 | UInt64(UInt32(index))
  }
}
