import Glibc

/// The pages of program and library code that this process has mapped.
enum CodePages {
  /// The longest list of mappings that is read, in bytes.
  private static let byteCountMax = 256 * 1024

  /// Gives back the code that only starting up needed.
  ///
  /// Reading options, files and policies touches most of the program once; a sidecar is multiplied
  /// by the number of pods, so those pages should not stay with an idle process. What serving needs
  /// comes back page by page from the file cache. Nothing is lost: code is never written. Does
  /// nothing when the system does not tell the mappings.
  static func release() {
    for mapping in codeMappings() {
      // SAFETY: the range is one mapping of file-backed code, read-only and never written by
      // relocation (the linker refuses text relocations), so that dropping its pages changes
      // nothing that a later access could see.
      unsafe _ = madvise(
        UnsafeMutableRawPointer(bitPattern: mapping.lowerBound),
        mapping.count,
        MADV_DONTNEED
      )
    }
  }

  /// The mappings that are readable, executable, private and not writable, and belong to a file.
  private static func codeMappings() -> [Range<Int>] {
    let lines = readMappings().split(separator: "\n")
    return lines.compactMap { line in
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard fields.count == 6, fields[1] == "r-xp", fields[5].hasPrefix("/") else { return nil }
      let ends = fields[0].split(separator: "-").compactMap { Int($0, radix: 16) }
      guard ends.count == 2, ends[0] < ends[1] else { return nil }
      return ends[0]..<ends[1]
    }
  }

  private static func readMappings() -> String {
    // SAFETY: the path is a literal, which the call reads to its end.
    let descriptor = unsafe open("/proc/self/maps", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while bytes.count < byteCountMax {
      // SAFETY: the closure gets room for `count` bytes and reports how many of them were written.
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
        unsafe count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
      }
      guard !chunk.isEmpty else { break }
      bytes += chunk
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
