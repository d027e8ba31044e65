import Glibc

/// The three streams that every process has, or should.
package enum StandardStreams {
  /// Opens those that whoever started the process has closed, on nothing: a socket that came to
  /// have the number of one would get what is written there.
  package static func open() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The system gives the lowest number that is free, which is this one.
      // SAFETY: the path is a NUL-terminated copy that lives during the call.
      _ = unsafe Glibc.open("/dev/null", O_RDWR)
    }
  }
}
