import PosternManifest
import PosternTransport

/// Reads a listener: its address alone, or a map.
///
///     address: 127.0.0.1:7170        or unix:PATH, systemd:NAME
///     insecure: true                 other machines may reach it although it does not encrypt
///     trustedContext: true           callers may send facts that Postern otherwise derives
///     trustedProxy: true             header fields in which a proxy describes a request are true
///     tls: {certificateFile: …, keyFile: …, clientAuthorityFile: …, clientCertificates: required,
///       allowedClients: ["spiffe://example.org/ns/shop/*"]}    names in their certificates
///     mode: "0660"                   of the file of a Unix socket
///     owner: {uid: app, gid: 1000}   of the file of a Unix socket, by name or number
///     allowedUids: [app]             whose processes may connect to a Unix socket
///     allowedGids: [1000]
struct ListenerReader {
  /// The path of names that leads to the listener.
  let path: String
  /// Whether questions are asked there; else it is for probes.
  let asksQuestions: Bool

  /// Returns the listener; nil when its address, or its TLS, cannot be understood.
  func read(_ node: ConfigurationNode, problems: inout ProblemList) -> ListenerOptions? {
    if case .text(let text) = node.content {
      let value = ConfigurationMap.PlacedText(text, of: node)
      return address(value, problems: &problems).map { ListenerOptions(address: $0) }
    }
    let names = [
      "address", "insecure", "tls", "mode", "owner", "allowedUids", "allowedGids",
    ]
    let expected = asksQuestions ? names + ["trustedContext", "trustedProxy"] : names
    let map = ConfigurationMap(node, path: path, expected: expected, problems: &problems)
    let value = map?.requiredText(
      "address",
      expecting: ListenAddress.expectation,
      at: node.place,
      &problems
    )
    guard let map, let value, var address = address(value, problems: &problems) else { return nil }
    if let mode = mode(in: map, of: address, problems: &problems),
      case .unix(let path, _) = address
    {
      address = .unix(path: path, mode: mode)
    }
    var listener = ListenerOptions(address: address)
    listener.allowsInsecure = map.boolean("insecure", &problems) ?? false
    listener.trustsContext = map.boolean("trustedContext", &problems) ?? false
    listener.trustsProxy = map.boolean("trustedProxy", &problems) ?? false
    listener.tls = map.node("tls").flatMap { tls($0, problems: &problems) }
    listener.owner = map.node("owner").flatMap { owner($0, problems: &problems) } ?? .process
    listener.peers = PeerRule(
      userIDs: accounts("allowedUids", .user, in: map, problems: &problems),
      groupIDs: accounts("allowedGids", .group, in: map, problems: &problems)
    )
    // What is wrong with it is told; that the listener would not encrypt is no problem besides.
    guard listener.tls != nil || map.node("tls") == nil else { return nil }
    return listener
  }

  private func address(
    _ value: ConfigurationMap.PlacedText,
    problems: inout ProblemList
  ) -> ListenAddress? {
    do throws(OptionsError) {
      return try ListenAddress(option: value.text)
    } catch {
      let fault = value.isForeign ? "`\(value.shown)`: \(error.message)" : "\(error)"
      problems.add(fault, help: nil, at: value.place)
      return nil
    }
  }

  /// Reads permission bits as they are written, in octal digits.
  private func mode(
    in map: ConfigurationMap,
    of address: ListenAddress,
    problems: inout ProblemList
  ) -> UInt32? {
    let expectation = "permission bits such as `0600` or `0660`"
    guard let value = map.text("mode", expecting: expectation, &problems) else { return nil }
    guard case .unix = address else {
      problems.add(
        "`\(map.path(of: "mode"))` is for the file of a Unix socket, and `\(address)` has none",
        help: nil,
        at: value.place
      )
      return nil
    }
    guard !value.text.hasPrefix("+"), let mode = UInt32(value.text, radix: 8), mode & ~0o777 == 0
    else {
      map.refuse(value, of: "mode", expecting: expectation, &problems)
      return nil
    }
    return mode
  }

  private func tls(_ node: ConfigurationNode, problems: inout ProblemList) -> TLSOptions? {
    let map = ConfigurationMap(
      node,
      path: "\(path).tls",
      expected: [
        "certificateFile", "keyFile", "clientAuthorityFile", "clientCertificates",
        "allowedClients",
      ],
      problems: &problems
    )
    guard let map else { return nil }
    let file = "the path of a file in PEM"
    let certificate = map.requiredText(
      "certificateFile",
      expecting: file,
      at: node.place,
      &problems
    )
    let key = map.requiredText("keyFile", expecting: file, at: node.place, &problems)
    let authority = map.text("clientAuthorityFile", expecting: file, &problems)
    for (name, value) in [
      ("certificateFile", certificate), ("keyFile", key), ("clientAuthorityFile", authority),
    ] {
      guard let value else { continue }
      guard map.isPath(value, of: name, expecting: file, &problems) else { return nil }
    }
    // Roots without a word about clients can only mean that these must show a certificate.
    var clients: TLSOptions.ClientCertificates = authority == nil ? .none : .required
    let words = Setting.Form.choice(TLSOptions.ClientCertificates.allCases.map(\.rawValue))
    if let value = map.text("clientCertificates", expecting: words.expectation, &problems) {
      if let choice = TLSOptions.ClientCertificates(rawValue: value.text) {
        clients = choice
      } else {
        map.refuse(value, of: "clientCertificates", expecting: words.expectation, &problems)
      }
    }
    let names = self.clients(in: map, problems: &problems)
    guard let certificate, let key else { return nil }
    var options = TLSOptions(
      certificateFile: certificate.text,
      keyFile: key.text,
      clientAuthorityFile: authority?.text,
      clientCertificates: clients
    )
    options.clients = names
    return options
  }

  private func clients(in map: ConfigurationMap, problems: inout ProblemList) -> ClientRule {
    let expectation =
      "a name in certificates such as `spiffe://example.org/web`, `spiffe://example.org/ns/shop/*` "
      + "or `web.example.org`"
    var names: [String] = []
    for element in map.list("allowedClients", &problems) {
      if case .text(let text) = element.content, ClientRule.isName(text) {
        names.append(text)
      } else if !element.isUnreadable {
        problems.add(
          "expected \(expectation) in `\(map.path(of: "allowedClients"))`",
          help: nil,
          at: element.place
        )
      }
    }
    refuseEmpty("allowedClients", isEmpty: names.isEmpty, in: map, problems: &problems)
    return ClientRule(names: names)
  }

  /// A list that lets nobody in must not turn into one that lets everybody in.
  private func refuseEmpty(
    _ name: String,
    isEmpty: Bool,
    in map: ConfigurationMap,
    problems: inout ProblemList
  ) {
    guard isEmpty, let node = map.node(name), !node.isUnreadable else { return }
    if case .list(let elements) = node.content, elements.contains(where: \.isUnreadable) { return }
    problems.add(
      "`\(map.path(of: name))` names nobody",
      help: "leave the option out to let everybody in",
      at: node.place
    )
  }

  private func owner(_ node: ConfigurationNode, problems: inout ProblemList) -> FileOwner? {
    let map = ConfigurationMap(
      node,
      path: "\(path).owner",
      expected: ["uid", "gid"],
      problems: &problems
    )
    guard let map else { return nil }
    return FileOwner(
      userID: account("uid", .user, in: map, problems: &problems),
      groupID: account("gid", .group, in: map, problems: &problems)
    )
  }

  /// What an id names.
  private enum Account {
    case user
    case group

    var expectation: String {
      switch self {
      case .user: "the name or number of a user of this machine"
      case .group: "the name or number of a group of this machine"
      }
    }

    /// Returns the id of a name or number; nil when there is none.
    func id(of text: String) -> UInt32? {
      do throws(OptionsError) {
        let id =
          switch self {
          case .user: try FileOwner.userID(option: text)
          case .group: try FileOwner.groupID(option: text)
          }
        // The last number means nobody in particular to the system.
        return id == .max ? nil : id
      } catch {
        return nil
      }
    }
  }

  private func account(
    _ name: String,
    _ account: Account,
    in map: ConfigurationMap,
    problems: inout ProblemList
  ) -> UInt32? {
    let value = map.text(name, expecting: account.expectation, &problems)
    guard let value else { return nil }
    let id = account.id(of: value.text)
    if id == nil { map.refuse(value, of: name, expecting: account.expectation, &problems) }
    return id
  }

  private func accounts(
    _ name: String,
    _ account: Account,
    in map: ConfigurationMap,
    problems: inout ProblemList
  ) -> Set<UInt32> {
    var ids: Set<UInt32> = []
    for element in map.list(name, &problems) {
      if case .text(let text) = element.content, let id = account.id(of: text) {
        ids.insert(id)
      } else if !element.isUnreadable {
        problems.add(
          "expected \(account.expectation) in `\(map.path(of: name))`",
          help: nil,
          at: element.place
        )
      }
    }
    refuseEmpty(name, isEmpty: ids.isEmpty, in: map, problems: &problems)
    return ids
  }
}
