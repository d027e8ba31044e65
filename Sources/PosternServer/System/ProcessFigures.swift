import Glibc

/// What the system tells about this process; a figure that it does not tell is nil.
struct ProcessFigures {
  /// The processor time that was used, in seconds.
  let processorSeconds: Double?
  /// The memory that is resident, in bytes.
  let residentByteCount: UInt64?
  /// The address space that is reserved, in bytes.
  let virtualByteCount: UInt64?
  /// When the process began, in seconds since 1970.
  let startSeconds: Double?
  /// How many descriptors are open.
  let descriptorCount: UInt64?
  /// How many descriptors may be open.
  let descriptorCountMax: UInt64?

  /// Asks the system now.
  init() {
    let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    // The name of the program stands in parentheses and may hold spaces.
    let fields =
      ProcessFigures.text(of: "/proc/self/stat").split(separator: ")").last?
      .split(separator: " ").map(String.init) ?? []
    let number = { (index: Int) in fields.indices.contains(index) ? UInt64(fields[index]) : nil }
    if let user = number(11), let system = number(12) {
      processorSeconds = Double(user + system) / ticks
    } else {
      processorSeconds = nil
    }
    virtualByteCount = number(20)
    let pageByteCount = UInt64(max(1, sysconf(Int32(_SC_PAGESIZE))))
    residentByteCount = number(21).map { $0 * pageByteCount }
    let boot = ProcessFigures.text(of: "/proc/stat").split(separator: "\n")
      .first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) }
    if let boot, let start = number(19) {
      startSeconds = boot + Double(start) / ticks
    } else {
      startSeconds = nil
    }
    descriptorCount = ProcessFigures.openDescriptorCount()
    var limit = rlimit()
    // SAFETY: the structure lives during the call and has the size that the C library expects.
    let isKnown = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    descriptorCountMax = isKnown ? UInt64(limit.rlim_cur) : nil
  }

  private static func openDescriptorCount() -> UInt64? {
    // SAFETY: the path is a literal; the handle is closed before the function returns, and only
    // its entries' presence is looked at.
    guard let directory = unsafe opendir("/proc/self/fd") else { return nil }
    defer { unsafe _ = closedir(directory) }
    var count: UInt64 = 0
    while unsafe readdir(directory) != nil { count += 1 }
    // The two entries for directories and the descriptor that lists them are not counted.
    return count > 3 ? count - 3 : 0
  }

  private static func text(of path: String) -> String {
    var bytes: [UInt8] = []
    do throws(SystemFailure) {
      let file = try InputFile(path: path)
      var buffer = [UInt8](repeating: 0, count: 16_384)
      while bytes.count < 1_048_576 {
        let count = try file.read(into: &buffer)
        guard count > 0 else { break }
        bytes += buffer.prefix(count)
      }
    } catch {
      return ""
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
