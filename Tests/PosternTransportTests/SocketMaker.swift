import Glibc

/// Makes Unix sockets as other programs do.
enum SocketMaker {
  /// Returns a socket that is bound to a path.
  static func bound(to path: String, _ kind: __socket_type) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(kind.rawValue), 0)
    // SAFETY: the address lives during the call and has the size that is given.
    unsafe withAddress(of: path) { unsafe bind(descriptor, $0, $1) }
    return descriptor
  }

  /// Returns a socket that has tried to connect to a path, without waiting.
  static func connected(to path: String) -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_UNIX, kind, 0)
    // SAFETY: as above.
    unsafe withAddress(of: path) { unsafe connect(descriptor, $0, $1) }
    return descriptor
  }

  static func close(_ descriptor: Int32) {
    _ = Glibc.close(descriptor)
  }

  private static func withAddress(
    of path: String,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // SAFETY: copying traps when the path is longer than the field, which begins as zeros; every
    // address of a socket begins as `sockaddr` does.
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        _ = unsafe body(pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
