import Glibc

/// Tells the supervisor how the process is (sd_notify(3)); says nothing when there is none.
struct Supervisor: Sendable {
  private let path: String?

  /// Finds the service manager by the environment.
  static func inherited() -> Supervisor {
    // SAFETY: the environment is not changed by this process; the text is copied at once.
    Supervisor(path: unsafe getenv("NOTIFY_SOCKET").map { unsafe String(cString: $0) })
  }

  /// Takes the path of a datagram socket; one that begins with `@` is no file but a name.
  init(path: String?) {
    self.path = path
  }

  /// Says that the process serves, for the first time or again after a reload.
  func isReady() {
    send("READY=1\nSTATUS=Serving.")
  }

  /// Says that the process loads its files again.
  func isReloading() {
    var now = timespec()
    // SAFETY: the time is a local that outlives the call.
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    let microseconds = Int(now.tv_sec) * 1_000_000 + Int(now.tv_nsec) / 1_000
    send("RELOADING=1\nMONOTONIC_USEC=\(microseconds)\nSTATUS=Loading again.")
  }

  /// Says that the process is not stuck, to one that would end it otherwise.
  func isAlive() {
    send("WATCHDOG=1")
  }

  /// Says that the process is on its way out.
  func isStopping() {
    send("STOPPING=1\nSTATUS=Answering what was taken on.")
  }

  /// Sends one datagram, and gives up silently: serving must not depend on who watches.
  private func send(_ state: String) {
    guard let path, path.utf8.count < 108, path.hasPrefix("/") || path.hasPrefix("@") else {
      return
    }
    let descriptor = socket(
      AF_UNIX,
      Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
      0
    )
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = Array(path.hasPrefix("@") ? [0] + path.utf8.dropFirst() : Array(path.utf8))
    let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
    // SAFETY: the address has room for 108 bytes of name, which is longer than the name; the bytes
    // of the state live during the call.
    unsafe withUnsafeMutableBytes(of: &address) { buffer in
      unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start...]).copyBytes(from: name)
    }
    let byteCount = socklen_t(start + name.count)
    unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        _ = unsafe sendto(
          descriptor,
          state,
          state.utf8.count,
          Int32(MSG_NOSIGNAL),
          pointer,
          byteCount
        )
      }
    }
  }
}
