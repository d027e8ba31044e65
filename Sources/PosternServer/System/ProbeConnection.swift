import Glibc
package import PosternTransport

/// A connection to the diagnostics listener of a sidecar, for one question.
package struct ProbeConnection: ~Copyable {
  /// The longest first line of an answer that is waited for.
  private static let lineByteCountMax = 512

  private let descriptor: Int32
  private let deadline: ContinuousClock.Instant

  /// Connects; connecting, asking and reading the answer together end at the deadline, however
  /// slowly the peer goes about it.
  ///
  /// - Throws: that nobody answers there.
  package init(
    to address: ListenAddress,
    until deadline: ContinuousClock.Instant
  ) throws(SystemFailure) {
    self.deadline = deadline
    let family =
      switch address {
      case .tcp(let host, _): host.contains(":") ? AF_INET6 : AF_INET
      case .unix, .systemd: AF_UNIX
      }
    descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else {
      throw SystemFailure(subject: address.description, errorNumber: errno)
    }
    guard limitNextStep() else {
      throw SystemFailure(subject: address.description, errorNumber: ETIMEDOUT)
    }
    guard ProbeConnection.connect(descriptor, to: address) else {
      throw SystemFailure(subject: address.description, errorNumber: errno)
    }
  }

  deinit {
    _ = close(descriptor)
  }

  /// Lets the next call to the system take as long as there is time; false when there is none.
  private func limitNextStep() -> Bool {
    let rest = deadline - .now
    guard rest > .zero else { return false }
    let (seconds, attoseconds) = rest.components
    // A time of nothing would stand for no bound at all.
    let microseconds = max(Int(attoseconds / 1_000_000_000_000), seconds == 0 ? 1 : 0)
    var time = timeval(tv_sec: Int(seconds), tv_usec: microseconds)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      // SAFETY: the structure lives during the call, and its size is the one that is given.
      unsafe _ = setsockopt(
        descriptor,
        SOL_SOCKET,
        option,
        &time,
        socklen_t(MemoryLayout<timeval>.size)
      )
    }
    return true
  }

  /// Asks for a path and returns the status of the answer; nil when what answers is no HTTP/1.1,
  /// such as a listener that encrypts.
  ///
  /// - Throws: that no answer came in time.
  package func status(of path: String) throws(SystemFailure) -> Int? {
    let question = Array(
      "GET \(path) HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n".utf8
    )
    // SAFETY: the pointer is used only inside the closure, while the array is borrowed, and
    // `count` is the number of bytes behind it.
    let sent = unsafe question.withUnsafeBytes { buffer in
      unsafe send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
    }
    guard sent == question.count else { throw SystemFailure(subject: path, errorNumber: errno) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: ProbeConnection.lineByteCountMax)
    while bytes.count < ProbeConnection.lineByteCountMax, !bytes.contains(UInt8(ascii: "\n")) {
      guard limitNextStep() else { throw SystemFailure(subject: path, errorNumber: ETIMEDOUT) }
      // SAFETY: the pointer and its count come from one buffer that lives during the call.
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
      }
      if count == 0 || (count < 0 && errno == ECONNRESET) { break }
      guard count > 0 else { throw SystemFailure(subject: path, errorNumber: errno) }
      bytes += chunk.prefix(count)
    }
    return ProbeConnection.status(in: bytes)
  }

  /// Reads the status of an answer from its first line: three digits, and a space or nothing behind
  /// them (RFC 9112 §4).
  private static func status(in bytes: [UInt8]) -> Int? {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    var line = String(decoding: bytes[..<end], as: UTF8.self)
    if line.utf8.last == UInt8(ascii: "\r") { line.unicodeScalars.removeLast() }
    let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count > 1, words[0] == "HTTP/1.1", words[1].utf8.count == 3 else { return nil }
    return Int(words[1]).flatMap { (100...999).contains($0) ? $0 : nil }
  }

  private static func connect(_ descriptor: Int32, to address: ListenAddress) -> Bool {
    switch address {
    case .tcp(let host, let port) where host.contains(":"):
      var socketAddress = sockaddr_in6()
      socketAddress.sin6_family = sa_family_t(AF_INET6)
      socketAddress.sin6_port = in_port_t(port).bigEndian
      // SAFETY: the text ends with NUL and the address has the size of its family.
      guard unsafe inet_pton(AF_INET6, host, &socketAddress.sin6_addr) == 1 else { return false }
      return connect(descriptor, to: &socketAddress)
    case .tcp(let host, let port):
      var socketAddress = sockaddr_in()
      socketAddress.sin_family = sa_family_t(AF_INET)
      socketAddress.sin_port = in_port_t(port).bigEndian
      let number = host == "localhost" ? "127.0.0.1" : host
      // SAFETY: the text ends with NUL and the address has the size of its family.
      guard unsafe inet_pton(AF_INET, number, &socketAddress.sin_addr) == 1 else { return false }
      return connect(descriptor, to: &socketAddress)
    case .unix(let path, _):
      var socketAddress = sockaddr_un()
      socketAddress.sun_family = sa_family_t(AF_UNIX)
      // SAFETY: the path was checked to be shorter than the field, which begins as zeros.
      unsafe withUnsafeMutableBytes(of: &socketAddress.sun_path) { field in
        for (index, byte) in path.utf8.prefix(field.count - 1).enumerated() {
          unsafe field[index] = byte
        }
      }
      return connect(descriptor, to: &socketAddress)
    case .systemd:
      errno = EADDRNOTAVAIL
      return false
    }
  }

  private static func connect<Address>(_ descriptor: Int32, to address: inout Address) -> Bool {
    // SAFETY: every address of a socket begins as `sockaddr` does, and its own size is given.
    unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe Glibc.connect(descriptor, pointer, socklen_t(MemoryLayout<Address>.size)) == 0
      }
    }
  }
}
