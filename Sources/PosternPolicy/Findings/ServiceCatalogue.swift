package import PosternModel

/// The user's own services, by prefix: what their policies may name.
package struct ServiceCatalogue: Sendable {
  /// A catalogue without services.
  package static let empty = ServiceCatalogue([])

  private let services: [String: Service]
  private let keys: [String: Service.Key]

  /// Creates a catalogue; of two services with one prefix the first counts.
  package init(_ services: [Service]) {
    self.services = Dictionary(
      services.map { ($0.prefix.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    keys = Dictionary(
      services.flatMap(\.keys).map { ($0.name.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Returns the service that an action or a condition key belongs to by its prefix, nil when it is
  /// not described.
  func service(of name: String) -> Service? {
    guard !services.isEmpty, let colon = name.firstIndex(of: ":") else { return nil }
    return services[name[..<colon].lowercased()]
  }

  /// Returns what a service says about a condition key: about the key itself, or about a family of
  /// keys whose name ends in a slash.
  func key(_ name: String) -> Service.Key? {
    guard !keys.isEmpty else { return nil }
    let lowered = name.lowercased()
    if let key = keys[lowered] { return key }
    guard let slash = lowered.firstIndex(of: "/") else { return nil }
    return keys[String(lowered[...slash])]
  }
}
