import PosternManifest
import PosternTransport

/// Reads a listener: its address alone, or a map.
///
///     address: 127.0.0.1:7170        or unix:PATH, systemd:NAME
///     insecure: true                 other machines may reach it although it does not encrypt
///     trustedContext: true           callers may send facts that Postern otherwise derives
///     trustedProxy: true             header fields in which a proxy describes a request are true
///     tls: {certificateFile: …, keyFile: …, clientAuthorityFile: …, clientCertificates: required}
///     mode: "0660"                   of the file of a Unix socket
///     owner: {uid: 1000, gid: 1000}  of the file of a Unix socket
///     allowedUids: [1000]            whose processes may connect to a Unix socket
///     allowedGids: [1000]
struct ListenerReader {
  private static let idRange = 0...Int(UInt32.max) - 1

  /// The path of names that leads to the listener.
  let path: String
  /// Whether questions are asked there; else it is for probes.
  let asksQuestions: Bool

  /// Returns the listener; nil when it has no address that can be understood.
  func read(_ node: ConfigurationNode, problems: inout ProblemList) -> ListenerOptions? {
    if case .text(let text) = node.content {
      let value = ConfigurationMap.PlacedText(text: text, place: node.place)
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
    if let mode = mode(in: map, problems: &problems), case .unix(let path, _) = address {
      address = .unix(path: path, mode: mode)
    }
    var listener = ListenerOptions(address: address)
    listener.allowsInsecure = map.boolean("insecure", &problems) ?? false
    listener.trustsContext = map.boolean("trustedContext", &problems) ?? false
    listener.trustsProxy = map.boolean("trustedProxy", &problems) ?? false
    listener.tls = map.node("tls").flatMap { tls($0, problems: &problems) }
    listener.owner = map.node("owner").flatMap { owner($0, problems: &problems) } ?? .process
    listener.peers = PeerRule(
      userIDs: ids("allowedUids", in: map, problems: &problems),
      groupIDs: ids("allowedGids", in: map, problems: &problems)
    )
    check(listener, at: value.place, problems: &problems)
    return listener
  }

  private func address(
    _ value: ConfigurationMap.PlacedText,
    problems: inout ProblemList
  ) -> ListenAddress? {
    do throws(OptionsError) {
      return try ListenAddress(option: value.text)
    } catch {
      problems.add("\(error)", help: nil, at: value.place)
      return nil
    }
  }

  /// Reads permission bits as they are written, in octal digits.
  private func mode(in map: ConfigurationMap, problems: inout ProblemList) -> UInt32? {
    let expectation = "permission bits such as `0600` or `0660`"
    guard let value = map.text("mode", expecting: expectation, &problems) else { return nil }
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
      expected: ["certificateFile", "keyFile", "clientAuthorityFile", "clientCertificates"],
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
    guard let certificate, let key else { return nil }
    return TLSOptions(
      certificateFile: certificate.text,
      keyFile: key.text,
      clientAuthorityFile: authority?.text,
      clientCertificates: clients
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
      userID: map.number("uid", ListenerReader.idRange, &problems).map(UInt32.init),
      groupID: map.number("gid", ListenerReader.idRange, &problems).map(UInt32.init)
    )
  }

  private func ids(
    _ name: String,
    in map: ConfigurationMap,
    problems: inout ProblemList
  ) -> Set<UInt32> {
    let expectation = Setting.Form.number(ListenerReader.idRange).expectation
    var ids: Set<UInt32> = []
    for element in map.list(name, &problems) {
      if case .text(let text) = element.content, let id = Int(text),
        ListenerReader.idRange.contains(id)
      {
        ids.insert(UInt32(id))
      } else {
        problems.add(
          "expected \(expectation) in `\(map.path(of: name))`",
          help: nil,
          at: element.place
        )
      }
    }
    // A list that lets nobody in must not turn into one that lets everybody in.
    if ids.isEmpty, let node = map.node(name) {
      problems.add(
        "`\(map.path(of: name))` names nobody",
        help: "leave the option out to let everybody in",
        at: node.place
      )
    }
    return ids
  }

  private func check(
    _ listener: ListenerOptions,
    at place: ConfigurationPlace,
    problems: inout ProblemList
  ) {
    // Whether it may be reached from elsewhere is asked later: a flag can still allow it.
    var listener = listener
    listener.allowsInsecure = true
    do throws(OptionsError) {
      try listener.validate()
    } catch {
      problems.add("\(error)", help: nil, at: place)
    }
  }
}
