import Foundation

/// The lines that a running program writes, as they come.
enum Lines {
  /// Reads a pipe on a thread of its own until the program closes it.
  static func of(_ pipe: Pipe) -> AsyncStream<String> {
    let handle = pipe.fileHandleForReading
    return AsyncStream { continuation in
      Thread.detachNewThread {
        var rest = Data()
        while case let bytes = handle.availableData, !bytes.isEmpty {
          rest.append(bytes)
          while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            continuation.yield(String(decoding: rest[..<end], as: UTF8.self))
            rest.removeSubrange(...end)
          }
        }
        continuation.finish()
      }
    }
  }

  /// Waits for one line; nil when the program has ended.
  static func next(of lines: AsyncStream<String>) async -> String? {
    for await line in lines { return line }
    return nil
  }
}
