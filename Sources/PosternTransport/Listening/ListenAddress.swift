/// Where a listener waits for connections.
package enum ListenAddress: Sendable, Equatable, CustomStringConvertible {
  /// A TCP port of a host name or numeric address; port 0 lets the system choose.
  case tcp(host: String, port: Int)
  /// A Unix socket with the permission bits of its file; 0o600 lets only the owner connect.
  case unix(path: String, mode: UInt32)
  /// A socket that the service manager has opened and named; the descriptor belongs to the listener
  /// from when it is opened, and is -1 for a name that nobody has looked up yet.
  case systemd(name: String, descriptor: Int32)

  /// The address as an operator writes it.
  package var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path, _): "unix:\(path)"
    case .systemd(let name, _): "systemd:\(name)"
    }
  }
}

extension ListenAddress {
  /// The address with the port that the system has chosen.
  func withPort(_ chosen: Int?) -> ListenAddress {
    switch self {
    case .tcp(let host, let port): .tcp(host: host, port: chosen ?? port)
    case .unix, .systemd: self
    }
  }
}
