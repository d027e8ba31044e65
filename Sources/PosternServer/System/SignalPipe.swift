import Glibc

/// The pipe through which the handler of signals tells of them.
///
/// Both ends stay open for the rest of the process, since a signal may come at any time.
struct SignalPipe {
  let readEnd: Int32
  let writeEnd: Int32

  /// Opens a pipe whose ends never block, and which no other program inherits; nil when there is
  /// no file descriptor left.
  init?() {
    var ends: [Int32] = [-1, -1]
    // SAFETY: there is room for the two that are written.
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  /// Takes the numbers of the signals that wait.
  func take() -> ArraySlice<UInt8> {
    var bytes = [UInt8](repeating: 0, count: 64)
    // SAFETY: at most so many bytes are written; what is left is read by the next call.
    let count = unsafe read(readEnd, &bytes, bytes.count)
    return bytes.prefix(max(count, 0))
  }
}
