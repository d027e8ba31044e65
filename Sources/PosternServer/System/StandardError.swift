import Glibc

/// The stream for everything that is not data: problems and log lines.
package enum StandardError {
  /// Writes a line; other writers' lines never end up inside it, as long as it is not longer than a
  /// pipe takes at once.
  ///
  /// Gives up silently when nobody reads: there is no place left to say so.
  package static func writeLine(_ line: String) {
    var bytes = Array(line.utf8)
    bytes.append(UInt8(ascii: "\n"))
    var start = 0
    while start < bytes.count {
      let rest = bytes[start...]
      // SAFETY: the pointer is used only inside the closure, while the array is borrowed, and
      // `count` is the number of bytes behind it.
      let written = unsafe rest.withUnsafeBytes { buffer in
        unsafe write(STDERR_FILENO, buffer.baseAddress, buffer.count)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return }
      start += written
    }
  }
}
