import CHeap
import Glibc

/// What the system counts as this process's memory.
enum ResidentMemory {
  /// Bytes that are resident now.
  static var current: Int { value(of: "VmRSS:") }
  /// The most bytes that were ever resident.
  static var peak: Int { value(of: "VmHWM:") }

  /// Gives unused memory back to the system and forgets the peak so far.
  ///
  /// What was resident and unused would take in whatever comes next: no peak would ever show.
  static func forgetPeak() {
    _ = malloc_trim(0)
    let file = unsafe open("/proc/self/clear_refs", O_WRONLY)
    guard file >= 0 else { return }
    var digit = UInt8(ascii: "5")
    _ = unsafe write(file, &digit, 1)
    _ = close(file)
  }

  private static func value(of name: String) -> Int {
    let file = unsafe open("/proc/self/status", O_RDONLY)
    guard file >= 0 else { return 0 }
    defer { _ = close(file) }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
    let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else {
      return 0
    }
    return (Int(line.filter(\.isNumber)) ?? 0) * 1_024
  }
}
