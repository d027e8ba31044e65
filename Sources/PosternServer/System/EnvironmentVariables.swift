/// The environment variables that the process was started with.
package enum EnvironmentVariables {
  /// The most that is read, in bytes; the system allows about as much.
  private static let byteCountMax = 4 * 1024 * 1024

  /// All of them; none when the system does not tell.
  package static func all() -> [String: String] {
    var bytes: [UInt8] = []
    do throws(SystemFailure) {
      let file = try InputFile(path: "/proc/self/environ")
      var buffer = [UInt8](repeating: 0, count: 16_384)
      while bytes.count < byteCountMax {
        let count = try file.read(into: &buffer)
        guard count > 0 else { break }
        bytes += buffer.prefix(count)
      }
    } catch {
      return [:]
    }
    let entries = bytes.split(separator: 0).map { entry in
      let parts = entry.split(
        separator: UInt8(ascii: "="),
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      return parts.map { String(decoding: $0, as: UTF8.self) }
    }
    return Dictionary(
      entries.filter { $0.count == 2 }.map { ($0[0], $0[1]) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
