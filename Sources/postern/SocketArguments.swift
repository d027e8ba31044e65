import ArgumentParser
import PosternManifest
import PosternServer
import PosternTransport

/// The arguments that describe a Unix socket, and who may connect to it.
struct SocketArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("A Unix socket where questions are asked too.", valueName: "path")
  )
  var decisionsSocket: String?

  @Option(
    help: ArgumentHelp(
      "The mode of its file; 0600, which lets only its owner connect.",
      valueName: "mode"
    )
  )
  var decisionsSocketMode: String?

  @Option(
    help: ArgumentHelp("To whom its file is given, by name or number.", valueName: "user:group")
  )
  var decisionsSocketOwner: String?

  @Option(
    help: ArgumentHelp(
      "A user whose processes may connect, by name or number; can be repeated.",
      valueName: "user"
    )
  )
  var decisionsSocketUser: [String] = []

  @Option(
    help: ArgumentHelp(
      "A group whose processes may connect, by name or number; can be repeated.",
      valueName: "group"
    )
  )
  var decisionsSocketGroup: [String] = []

  /// The listener; nil when no socket is asked for.
  ///
  /// - Throws: a name that this machine does not know, or an argument without a socket.
  func node() throws(OptionsError) -> ConfigurationNode? {
    guard let decisionsSocket else {
      guard decisionsSocketOwner == nil, decisionsSocketUser.isEmpty, decisionsSocketGroup.isEmpty,
        decisionsSocketMode == nil
      else {
        throw OptionsError(
          .notASocket,
          subject: "--decisions-socket",
          "its mode, owner, users and groups need the path of a socket"
        )
      }
      return nil
    }
    var node = ConfigurationNode(
      flag: "--decisions-socket",
      path: "address",
      "unix:\(decisionsSocket)"
    )
    if let decisionsSocketMode {
      node = node.overlaid(
        with: ConfigurationNode(flag: "--decisions-socket-mode", path: "mode", decisionsSocketMode)
      )
    }
    let owner = try decisionsSocketOwner.map { text throws(OptionsError) in
      try FileOwner(option: text)
    }
    for (name, id) in [("uid", owner?.userID), ("gid", owner?.groupID)] {
      guard let id else { continue }
      node = node.overlaid(
        with: ConfigurationNode(flag: "--decisions-socket-owner", path: "owner.\(name)", "\(id)")
      )
    }
    let users = try decisionsSocketUser.map { text throws(OptionsError) in
      try FileOwner.userID(option: text)
    }
    let groups = try decisionsSocketGroup.map { text throws(OptionsError) in
      try FileOwner.groupID(option: text)
    }
    return
      node
      .overlaid(with: SocketArguments.list("--decisions-socket-user", "allowedUids", users))
      .overlaid(with: SocketArguments.list("--decisions-socket-group", "allowedGids", groups))
  }

  /// Makes a list of ids; an empty one is not there at all.
  private static func list(_ flag: String, _ name: String, _ ids: [UInt32]) -> ConfigurationNode {
    let place = ConfigurationPlace(source: flag, position: nil)
    guard !ids.isEmpty else { return ConfigurationNode(.map([]), at: place) }
    let elements = ids.map { ConfigurationNode(.text("\($0)"), at: place) }
    return ConfigurationNode(path: [name], value: ConfigurationNode(.list(elements), at: place))
  }
}
