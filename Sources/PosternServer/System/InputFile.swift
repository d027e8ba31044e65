import Glibc

/// A file, or standard input, that is read once from its beginning to its end.
struct InputFile: ~Copyable {
  private let descriptor: Int32

  /// Opens a file; `-` is standard input.
  ///
  /// - Throws: that there is no such file, or none that may be read.
  init(path: String) throws(SystemFailure) {
    if path == "-" {
      descriptor = STDIN_FILENO
      return
    }
    // SAFETY: the path is a NUL-terminated copy that lives during the call.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure(subject: path, errorNumber: errno) }
    self.descriptor = descriptor
  }

  /// Tells whether there is something at a path, be it a link to nothing or not for this process.
  static func isThere(_ path: String) -> Bool {
    var status = stat()
    // SAFETY: the path is a NUL-terminated copy that lives during the call, the status is a local.
    return unsafe lstat(path, &status) == 0
  }

  deinit {
    if descriptor != STDIN_FILENO { _ = close(descriptor) }
  }

  /// Returns everything up to the end; nil when that is more than so many bytes.
  ///
  /// - Throws: that the system cannot read on.
  func readAll(byteCountMax: Int) throws(SystemFailure) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = try read(into: &buffer)
      if count == 0 { return bytes }
      bytes += buffer.prefix(count)
      if bytes.count > byteCountMax { return nil }
    }
  }

  /// Reads what is there, waiting only when there is nothing, over the beginning of `buffer`.
  ///
  /// - Returns: how many bytes were read; 0 at the end.
  /// - Throws: that the system cannot read on.
  func read(into buffer: inout [UInt8]) throws(SystemFailure) -> Int {
    while true {
      // SAFETY: the pointer and its count come from one buffer that lives during the call.
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw SystemFailure(subject: "the input", errorNumber: errno) }
    }
  }
}
