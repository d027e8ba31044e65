import PosternManifest
import PosternText
import PosternTransport

/// Lays the listeners of one source over those of the sources before it.
///
/// A single listener that was given before keeps its encryption and its rules when only its address
/// is given anew. Where listeners take the place of others, none may vanish that encrypts or says
/// who may connect: what was closed must not be open because of a flag.
struct ListenerOverlay {
  /// The name of the listeners for questions at the top of a configuration.
  static let name = "decisions"
  /// The members of a listener that keep somebody out.
  private static let guards = ["tls", "allowedUids", "allowedGids"]

  private let root: ConfigurationNode
  private let before: [ConfigurationNode]

  /// Begins with what the sources before have said.
  init(_ root: ConfigurationNode) {
    self.root = root
    before = root.member(Self.name).map(Self.elements) ?? []
  }

  /// Returns the configuration with one of a variable or an assignment laid over it.
  func laying(_ node: ConfigurationNode, _ problems: inout ProblemList) -> ConfigurationNode {
    guard let listeners = node.member(Self.name) else { return root.overlaid(with: node) }
    switch listeners.content {
    case .list:
      return root.overlaid(with: node)
    default:
      guard before.count != 1 else {
        let merged = Self.map(before[0]).overlaid(with: Self.map(listeners))
        return replacing(Self.name, of: node, by: [merged])
      }
      refuseLoss(of: before, at: listeners.place, &problems)
      return replacing(Self.name, of: node, by: [listeners])
    }
  }

  /// Returns the configuration with one of flags laid over it; they list listeners, the first one
  /// without an address when that is not said.
  func layingFlags(_ node: ConfigurationNode, _ problems: inout ProblemList) -> ConfigurationNode {
    guard let listeners = node.member(Self.name), case .list(let flags) = listeners.content else {
      return root.overlaid(with: node)
    }
    let sockets = flags.filter(Self.isSocket)
    guard let first = flags.first, !Self.isSocket(first) else {
      // The listener of TCP is switched off, and nobody else comes in by that.
      refuseLoss(of: before.filter(Self.isSocket), at: listeners.place, &problems)
      return replacing(Self.name, of: node, by: sockets)
    }
    return replacing(Self.name, of: node, by: [over(first, &problems)] + sockets)
  }

  /// The listener of flags: over the one of its kind that there is, or instead of all.
  private func over(
    _ listener: ConfigurationNode,
    _ problems: inout ProblemList
  ) -> ConfigurationNode {
    if before.count == 1, !Self.isSocket(before[0]) {
      return Self.map(before[0]).overlaid(with: listener)
    }
    refuseLoss(of: before, at: listener.place, &problems)
    guard listener.member("address") == nil else { return listener }
    let address = ServerOptions.standardDecisionsAddress.description
    let standard = ConfigurationNode(.text(address), at: listener.place)
    return ConfigurationNode(path: ["address"], value: standard).overlaid(with: listener)
  }

  private func refuseLoss(
    of listeners: [ConfigurationNode],
    at place: ConfigurationPlace,
    _ problems: inout ProblemList
  ) {
    for listener in listeners {
      guard let name = Self.guards.first(where: { listener.member($0) != nil }) else { continue }
      let line = listener.place.position.map { ":\($0.line):\($0.column)" } ?? ""
      problems.add(
        "another listener would take the place of the one of \(listener.place.source)\(line), "
          + "which has `\(name)`",
        help: "list all listeners in one place",
        at: place
      )
    }
  }

  private func replacing(
    _ name: String,
    of node: ConfigurationNode,
    by listeners: [ConfigurationNode]
  ) -> ConfigurationNode {
    let place = node.member(name)?.place ?? node.place
    let list = ConfigurationNode(.list(listeners), at: place)
    return root.overlaid(with: node).overlaid(with: ConfigurationNode(path: [name], value: list))
  }

  private static func elements(of node: ConfigurationNode) -> [ConfigurationNode] {
    switch node.content {
    case .list(let elements): elements
    case .nothing: []
    default: [node]
    }
  }

  /// A listener as a map: one that is only an address has that member alone.
  private static func map(_ node: ConfigurationNode) -> ConfigurationNode {
    guard case .text = node.content else { return node }
    return ConfigurationNode(path: ["address"], value: node)
  }

  /// Whether it is a Unix socket, to whose file other members belong.
  private static func isSocket(_ node: ConfigurationNode) -> Bool {
    guard case .text(let text)? = map(node).member("address")?.content else { return false }
    return text.hasPrefix("unix:")
  }
}

extension ConfigurationNode {
  /// What stands under a name; nil when it is no map or has no such name.
  fileprivate func member(_ name: String) -> ConfigurationNode? {
    members?.first { $0.name == name }?.value
  }
}
