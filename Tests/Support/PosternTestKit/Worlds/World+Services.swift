package import PosternModel

extension World {
  /// The service that the action belongs to, when it is described.
  package var describedService: Service? {
    let prefix = action.lowercased().prefix { $0 != ":" }
    return services.first { $0.prefix.lowercased() == prefix }
  }

  /// What its service says of the action.
  package var describedAction: Service.Action? {
    let name = action.lowercased().drop { $0 != ":" }.dropFirst()
    return describedService?.actions.first { $0.name.lowercased() == name }
  }

  /// What a service says of a condition key.
  package func describedKey(_ key: String) -> Service.Key? {
    let key = key.lowercased()
    return services.flatMap(\.keys).first { described in
      let name = described.name.lowercased()
      return name == key || (name.hasSuffix("/") && key.hasPrefix(name))
    }
  }

  /// Whether a key holds a list, however it is sent (C-30).
  package func isList(key: String) -> Bool {
    Self.isList(key: key) || (!Self.isSingle(key: key) && describedKey(key)?.isList == true)
  }

  /// Whether a key has one value (C-30).
  func isSingle(key: String) -> Bool {
    Self.isSingle(key: key) || (!Self.isList(key: key) && describedKey(key)?.isList == false)
  }
}
