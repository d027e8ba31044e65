import Glibc

/// The stream for data: what a command was asked for and nothing else.
package enum StandardOutput {
  /// Writes all bytes.
  ///
  /// - Throws: that the system cannot write on; an unknown part is written then.
  package static func write(_ bytes: [UInt8]) throws(SystemFailure) {
    var start = 0
    while start < bytes.count {
      let rest = bytes[start...]
      // SAFETY: the pointer is used only inside the closure, while the array is borrowed, and
      // `count` is the number of bytes behind it.
      let written = unsafe rest.withUnsafeBytes { buffer in
        unsafe Glibc.write(STDOUT_FILENO, buffer.baseAddress, buffer.count)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw SystemFailure(subject: "the output", errorNumber: errno) }
      start += written
    }
  }

  /// Writes a text and a line feed.
  ///
  /// - Throws: as for bytes.
  package static func writeLine(_ text: String) throws(SystemFailure) {
    try write(Array(text.utf8) + [UInt8(ascii: "\n")])
  }
}
