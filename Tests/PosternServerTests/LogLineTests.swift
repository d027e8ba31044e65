import Logging
import PosternServer
import Synchronization
import Testing

@Suite("Log lines")
struct LogLineTests {
  /// Logs once and returns the lines.
  private func lines(
    _ format: LogFormat,
    _ level: LogLevel,
    _ write: (Logger) -> Void
  ) -> [String] {
    let lines = Collected()
    let logger = Logger(label: "test") { _ in
      LineLogHandler(
        format: format,
        threshold: LogThreshold(level),
        clock: { 1_709_210_096 },
        write: { line in lines.add(line) }
      )
    }
    write(logger)
    return lines.all
  }

  private final class Collected: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
  }

  @Test("show our fields in our order, and quote what is not one word")
  func text() {
    let lines = lines(.text, .notice) {
      $0.notice(
        "listening",
        metadata: ["address": "127.0.0.1:1", "plane": "decisions", "other": "a \"b\""]
      )
    }
    #expect(
      lines == [
        "2024-02-29T12:34:56Z notice listening plane=decisions address=127.0.0.1:1 "
          + #"other="a \"b\"""#
      ]
    )
  }

  @Test("are one JSON object each when asked for")
  func json() {
    let lines = lines(.json, .notice) {
      $0.notice("ready", metadata: ["revision": "17"])
    }
    #expect(
      lines == [
        #"{"time":"2024-02-29T12:34:56Z","level":"notice","message":"ready","revision":17}"#
      ]
    )
  }

  @Test("below the level are left out")
  func level() {
    #expect(lines(.text, .error) { $0.notice("ready") }.isEmpty)
  }
}
