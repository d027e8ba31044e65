internal import Glibc

/// A file that is open for reading.
struct OpenFile: ~Copyable {
  private let descriptor: Int32

  /// Opens a file, following symbolic links.
  init(path: String) throws(FileFailure) {
    // Without O_NONBLOCK a pipe that somebody left in the directory would hold the load for ever.
    // SAFETY: the path is a NUL-terminated copy that lives during the call.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileFailure(errorNumber: errno) }
    self.descriptor = descriptor
  }

  deinit {
    _ = close(descriptor)
  }

  /// Returns all bytes.
  ///
  /// - Throws: when it is not a regular file, or has more than `byteCountMax`, however large it
  ///   says it is.
  func read(byteCountMax: Int) throws(FileFailure) -> [UInt8] {
    let status = try status()
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileFailure("is not a regular file") }
    let size = Int(status.st_size)
    guard size <= byteCountMax else { throw tooLarge(byteCountMax) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var chunk = [UInt8](repeating: 0, count: min(max(size, 4_096), 1 << 16))
    while true {
      // SAFETY: the pointer and its count come from one buffer that lives during the call.
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count == 0 { return bytes }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw FileFailure(errorNumber: errno)
      }
      guard bytes.count + count <= byteCountMax else { throw tooLarge(byteCountMax) }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  private func status() throws(FileFailure) -> stat {
    var status = stat()
    // SAFETY: the structure lives during the call and has the size that the C library expects.
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileFailure(errorNumber: errno) }
    return status
  }

  private func tooLarge(_ byteCountMax: Int) -> FileFailure {
    FileFailure("is larger than \(byteCountMax) bytes")
  }
}
