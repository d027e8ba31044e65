import PosternTransport

extension ServerOptions {
  /// Gives every listener that asks for a socket of the service manager the one of its name.
  ///
  /// - Throws: a name that is not there or is asked for twice, a socket that other machines could
  ///   reach without encryption, and a socket that nobody asked for: connections to it would wait
  ///   forever.
  mutating func take(_ sockets: ActivatedSockets) throws(OptionsError) {
    var names: [String] = []
    for index in decisionListeners.indices {
      try decisionListeners[index].take(sockets, names: &names)
    }
    try diagnosticsListener.take(sockets, names: &names)
    if let unused = sockets.names.first(where: { !names.contains($0) }) {
      throw OptionsError(
        .missingSocket,
        subject: "systemd:\(unused)",
        "the service manager gave a socket of this name, and no listener asks for it"
      )
    }
  }
}

extension ListenerOptions {
  fileprivate mutating func take(
    _ sockets: ActivatedSockets,
    names: inout [String]
  ) throws(OptionsError) {
    guard case .systemd(let name, _) = address else { return }
    let socket = try sockets.socket(named: name)
    guard !names.contains(name) else {
      throw OptionsError(
        .missingSocket,
        subject: address.description,
        "two listeners cannot share a socket"
      )
    }
    try validateReach(isLocal: socket.isLocal)
    guard peers.allowsEverybody || socket.knowsProcesses else {
      throw OptionsError(
        .notASocket,
        subject: address.description,
        "the service manager gave a socket of TCP, which tells nobody's user: `allowedUids` and "
          + "`allowedGids` would keep everybody out; give it a path in `ListenStream=`"
      )
    }
    names.append(name)
    address = .systemd(name: name, descriptor: socket.descriptor)
  }
}
