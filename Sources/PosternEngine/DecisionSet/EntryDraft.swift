import PosternModel

/// An entry before its place is known.
struct EntryDraft {
  let entry: Entry
  let effect: Effect
  /// The literal bytes that its tail ends; empty without a tail.
  let prefix: [UInt8]

  /// Whether the tail counts from the resource's first byte.
  var isTailed: Bool {
    entry.flags & (Entry.hasTail | Entry.tailCountsFromResource) == Entry.hasTail
  }
}
