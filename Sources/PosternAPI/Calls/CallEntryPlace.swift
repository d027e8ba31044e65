import PosternText

/// Where an entry of a message's maps stands.
///
/// Written out only for an error: pointers for all keys of a question cost many times its decision.
struct CallEntryPlace {
  /// The map, as a pointer.
  let map: StaticString
  /// The key in it; nil for the map itself.
  let key: String?

  /// The place as a pointer (RFC 6901).
  var pointer: String { key.map { "\(map)/\(JSONPointer.escaped($0))" } ?? "\(map)" }
}
