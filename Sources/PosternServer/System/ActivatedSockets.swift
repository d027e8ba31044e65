import Glibc

/// The sockets that the service manager has opened before it started this process, by the names
/// that it gave them (sd_listen_fds(3)).
struct ActivatedSockets: Sendable {
  /// One of them.
  struct Socket: Sendable, Equatable {
    /// Its descriptor.
    let descriptor: Int32
    /// Whether only processes of this machine can connect.
    let isLocal: Bool
    /// Whether the system tells which process connects.
    let knowsProcesses: Bool
  }

  private let named: [(name: String, descriptor: Int32)]

  /// Takes what the environment says, if it says it to this process.
  ///
  /// The descriptors are kept from programs that this process might start.
  static func inherited() -> ActivatedSockets {
    let sockets = ActivatedSockets(
      processID: variable("LISTEN_PID"),
      count: variable("LISTEN_FDS"),
      names: variable("LISTEN_FDNAMES"),
      ownProcessID: getpid()
    )
    for socket in sockets.named {
      _ = fcntl(socket.descriptor, F_SETFD, FD_CLOEXEC)
    }
    return sockets
  }

  /// Reads the three variables; none are there when they are for another process.
  init(processID: String?, count: String?, names: String?, ownProcessID: Int32) {
    guard processID.flatMap({ Int32($0) }) == ownProcessID,
      let count = count.flatMap({ Int32($0) }), (1...Self.countMax).contains(count)
    else {
      named = []
      return
    }
    let names = names?.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    named = (0..<count).map { index in
      let position = Int(index)
      let name = names.flatMap { position < $0.count ? $0[position] : nil }
      return (name ?? Self.unnamed, Self.firstDescriptor + index)
    }
  }

  /// The names of all sockets, in their order.
  var names: [String] { named.map(\.name) }

  /// Finds the socket of a name.
  ///
  /// - Throws: that there is none, more than one, or none that accepts connections.
  func socket(named name: String) throws(OptionsError) -> Socket {
    let found = named.filter { $0.name == name }
    guard found.count == 1, let descriptor = found.first?.descriptor else {
      let names = self.names.map { "`\($0)`" }.joined(separator: ", ")
      throw OptionsError(
        .missingSocket,
        subject: "systemd:\(name)",
        "expected one socket of this name from the service manager, which gave "
          + (names.isEmpty ? "none" : names)
      )
    }
    guard Self.option(SO_ACCEPTCONN, of: descriptor) == 1,
      Self.option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue)
    else {
      throw OptionsError(
        .missingSocket,
        subject: "systemd:\(name)",
        "the service manager gave a socket that does not accept connections; "
          + "expected `ListenStream=` with `Accept=no`"
      )
    }
    return Socket(
      descriptor: descriptor,
      isLocal: Self.isLocal(descriptor),
      knowsProcesses: Self.option(SO_DOMAIN, of: descriptor) == AF_UNIX
    )
  }

  private static let firstDescriptor: Int32 = 3
  private static let countMax: Int32 = 64
  /// What the service manager calls a socket that its unit gives no name.
  private static let unnamed = "unknown"

  private static func variable(_ name: String) -> String? {
    // SAFETY: the environment is not changed by this process; the text is copied at once.
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  private static func option(_ name: Int32, of descriptor: Int32) -> Int32? {
    var value: Int32 = 0
    var byteCount = socklen_t(MemoryLayout<Int32>.size)
    // SAFETY: the value is a local of as many bytes as the call is told.
    let status = unsafe getsockopt(descriptor, SOL_SOCKET, name, &value, &byteCount)
    return status == 0 ? value : nil
  }

  private static func isLocal(_ descriptor: Int32) -> Bool {
    var address = sockaddr_storage()
    var byteCount = socklen_t(MemoryLayout<sockaddr_storage>.size)
    // SAFETY: the storage is a local of as many bytes as the call is told, and large and aligned
    // enough for every kind of address; which kind it is, the system has said.
    return unsafe withUnsafeMutablePointer(to: &address) { storage in
      let named = unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &byteCount) == 0
      }
      guard named else { return false }
      switch unsafe Int32(storage.pointee.ss_family) {
      case AF_UNIX:
        return true
      case AF_INET:
        return unsafe storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          unsafe $0.pointee.sin_addr.s_addr & 0xFF == 127
        }
      case AF_INET6:
        return unsafe storage.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
          var found = unsafe $0.pointee.sin6_addr
          var loopback = in6addr_loopback
          return unsafe memcmp(&found, &loopback, MemoryLayout<in6_addr>.size) == 0
        }
      default:
        return false
      }
    }
  }
}
