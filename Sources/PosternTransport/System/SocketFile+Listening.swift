import Glibc
import NIOCore

extension SocketFile {
  /// Makes the file and a socket that listens there, and returns the socket's descriptor, which
  /// belongs to the caller.
  ///
  /// The file comes into being with the tightest mode, so that there is no moment at which somebody
  /// else could connect. The event loops' library could do this too, but it would remove the file
  /// by its name in the end, whoever's it is then.
  ///
  /// - Throws: NIO's error; nothing is left open or made then.
  func listen(backlog: Int32) throws -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // SAFETY: no byte is written behind the field, which begins as zeros and keeps the last one.
    let isShort = unsafe withUnsafeMutableBytes(of: &address.sun_path) { field in
      for (index, byte) in path.utf8.prefix(field.count - 1).enumerated() {
        unsafe field[index] = byte
      }
      return path.utf8.count < field.count
    }
    guard isShort else {
      close(descriptor)
      throw IOError(errnoCode: ENAMETOOLONG, reason: "bind")
    }
    let mask = umask(0o177)
    // SAFETY: every address of a socket begins as `sockaddr` does, and its own size is given.
    let bound = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe Glibc.bind(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    let bindError = errno
    umask(mask)
    guard bound == 0 else {
      close(descriptor)
      throw IOError(errnoCode: bindError, reason: "bind")
    }
    guard Glibc.listen(descriptor, backlog) == 0 else {
      let error = errno
      close(descriptor)
      unlinkFile()
      throw IOError(errnoCode: error, reason: "listen")
    }
    return descriptor
  }

  /// Takes the file's name away; one that somebody has taken away already is no matter.
  func unlinkFile() {
    // SAFETY: the path is a NUL-terminated copy that lives during the call.
    unsafe _ = unlink(path)
  }
}
