import PosternModel

/// Where an entry of a question's maps stands.
struct CallEntryPlace {
  /// The map.
  let map: CallMap
  /// The key in it; nil for the map itself.
  let key: TextRange?
}
