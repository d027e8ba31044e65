import PosternModel

/// A key of one of a question's maps and what it holds.
struct CallEntry {
  let map: CallMap
  /// The key's place in the bytes of the call.
  let key: TextRange
  var value: CallValue
}
