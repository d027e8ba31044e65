import Dispatch
import PosternServer
import Synchronization
import Testing

@Suite("The queue of log lines", .timeLimit(.minutes(1)))
struct LogQueueTests {
  /// A stream that takes a line for each time that somebody reads.
  private final class Stream: Sendable {
    private let lines = Mutex<[String]>([])
    private let reads = DispatchSemaphore(value: 0)

    var all: [String] { lines.withLock { $0 } }

    func write(_ line: String) {
      reads.wait()
      lines.withLock { $0.append(line) }
    }

    func read(_ count: Int) {
      for _ in 0..<count { reads.signal() }
    }
  }

  private let stream = Stream()
  private let queue: LogQueue

  init() {
    let stream = stream
    queue = LogQueue(
      byteCountMax: 30,
      writeLine: stream.write,
      noteLoss: { stream.write("lost \($0)") }
    )
  }

  @Test("whoever writes goes on although nobody reads, and it is said then how much was lost")
  func unread() async {
    for number in 0..<10 { queue.write("line \(number)....") }
    #expect(stream.all == [])
    await queue.flush(within: .zero)
    #expect(stream.all == [])
    stream.read(4)
    await queue.flush(within: .seconds(50))
    #expect(stream.all == ["line 0....", "line 1....", "line 2....", "lost 7"])
    stream.read(1)
    queue.write("later")
    await queue.flush(within: .seconds(50))
    #expect(stream.all.last == "later")
  }

  @Test("a line that is longer than the queue is written when nothing waits")
  func longLine() async {
    let line = String(repeating: "a", count: 100)
    queue.write(line)
    stream.read(1)
    await queue.flush(within: .seconds(50))
    #expect(stream.all == [line])
  }
}
