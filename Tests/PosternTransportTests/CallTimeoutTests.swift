import PosternTransport
import Testing

@Suite("How long a client of a call waits")
struct CallTimeoutTests {
  private static func read(_ value: String) -> CallTimeout {
    CallTimeout(Array(value.utf8)[...])
  }

  @Test(
    "is a number and a unit",
    arguments: [
      ("1n", 1), ("250u", 250_000), ("250m", 250_000_000), ("2S", 2_000_000_000),
      ("0S", 0), ("1M", 60_000_000_000), ("1H", 3_600_000_000_000), ("00000001S", 1_000_000_000),
      ("99999999n", 99_999_999),
    ] as [(String, UInt64)]
  )
  func reads(value: String, nanoseconds: UInt64) {
    #expect(Self.read(value) == .nanoseconds(nanoseconds))
  }

  @Test("has no bound when it is not said, or above what a clock can count")
  func unlimited() {
    #expect(CallTimeout(nil) == .unlimited)
    #expect(Self.read("99999999H") == .unlimited)
  }

  @Test(
    "is refused in every other form",
    arguments: [
      "", "S", "1", "1s", "1h", "-1S", "+1S", "1.5S", " 1S", "1S ", "123456789S", "1mS", "١S",
    ]
  )
  func refuses(value: String) {
    #expect(Self.read(value) == .malformed)
  }
}
